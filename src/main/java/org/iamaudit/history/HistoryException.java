package org.iamaudit.history;

/** The database of runs cannot be used. The message is one line and names the remedy if known. */
public final class HistoryException extends Exception {
  private static final long serialVersionUID = 1;

  HistoryException(String message, Throwable cause) {
    super(message, cause);
  }

  HistoryException(String message) {
    super(message);
  }
}
