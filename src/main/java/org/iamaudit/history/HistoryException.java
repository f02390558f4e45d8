package org.iamaudit.history;

/** The database of runs cannot be used. The message is one line and names the remedy if known. */
public final class HistoryException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean damage;

  HistoryException(String message, Throwable cause) {
    this(message, cause, false);
  }

  /**
   * Says what happened.
   *
   * @param damage whether the database itself is broken, so that only making it anew helps
   */
  HistoryException(String message, Throwable cause, boolean damage) {
    super(message, cause);
    this.damage = damage;
  }

  boolean isDamage() {
    return damage;
  }

  HistoryException(String message) {
    this(message, null);
  }
}
