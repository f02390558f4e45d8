package org.iamaudit.schedule;

import java.util.Properties;

/** How Quartz is set up: the one place that knows where triggers are kept. */
final class QuartzSettings {
  /** One to work, one to notice and refuse a run that overlaps with it. */
  private static final String THREADS = "2";

  private QuartzSettings() {}

  /**
   * Triggers live in memory and are made anew from the configuration at each start.
   *
   * @param instanceName unique in the process: two schedulers of one name would be one object
   */
  static Properties inMemory(String instanceName) {
    Properties settings = new Properties();
    settings.setProperty("org.quartz.scheduler.instanceName", instanceName);
    settings.setProperty("org.quartz.scheduler.threadName", "scheduler");
    settings.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    settings.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    settings.setProperty("org.quartz.threadPool.threadCount", THREADS);
    settings.setProperty("org.quartz.threadPool.threadNamePrefix", "audit");
    return settings;
  }
}
