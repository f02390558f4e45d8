package org.iamaudit.notify;

/** An attempt that failed; the message is one line without secrets. */
final class DeliveryException extends Exception {
  private static final long serialVersionUID = 1;

  private final boolean refused;

  private DeliveryException(String message, boolean refused, Throwable cause) {
    super(message, cause);
    this.refused = refused;
  }

  /** The channel does not take anything now; {@code cause} may be null. */
  static DeliveryException unavailable(String message, Throwable cause) {
    return new DeliveryException(message, false, cause);
  }

  /** The channel does not take this one; others may pass. {@code cause} may be null. */
  static DeliveryException refused(String message, Throwable cause) {
    return new DeliveryException(message, true, cause);
  }

  boolean isRefused() {
    return refused;
  }
}
