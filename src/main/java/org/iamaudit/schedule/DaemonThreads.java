package org.iamaudit.schedule;

import java.util.concurrent.ThreadFactory;

/** Threads that keep no process alive, with a name for whoever looks at a thread dump. */
final class DaemonThreads {
  private DaemonThreads() {}

  static ThreadFactory named(String name) {
    return work -> {
      Thread thread = new Thread(work, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
