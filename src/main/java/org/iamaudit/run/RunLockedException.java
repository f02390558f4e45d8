package org.iamaudit.run;

import java.nio.file.Path;

/** Another run holds the lock. */
public final class RunLockedException extends Exception {
  private static final long serialVersionUID = 1;

  RunLockedException(Path file, String holder) {
    super(
        "another run holds the lock `"
            + file
            + "`: "
            + holder
            + "; wait for it, or stop it, and try again");
  }
}
