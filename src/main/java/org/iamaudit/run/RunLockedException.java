package org.iamaudit.run;

import java.nio.file.Path;

/** Another run, or another daemon, holds the lock. */
public final class RunLockedException extends Exception {
  private static final long serialVersionUID = 1;

  RunLockedException(String what, Path file, String holder) {
    super(
        "another "
            + what
            + " holds the lock `"
            + file
            + "`: "
            + holder
            + "; wait for it, or stop it, and try again");
  }
}
