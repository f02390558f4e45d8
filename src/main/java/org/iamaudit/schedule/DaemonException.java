package org.iamaudit.schedule;

/** The scheduler could not be started. */
public final class DaemonException extends Exception {
  private static final long serialVersionUID = 1;

  DaemonException(String message, Throwable cause) {
    super(message, cause);
  }
}
