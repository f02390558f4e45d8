package org.iamaudit.schedule;

/** The daemon could not be started or reached. The message is one line. */
public final class DaemonException extends Exception {
  private static final long serialVersionUID = 1;

  public DaemonException(String message) {
    super(message);
  }

  DaemonException(String message, Throwable cause) {
    super(message, cause);
  }
}
