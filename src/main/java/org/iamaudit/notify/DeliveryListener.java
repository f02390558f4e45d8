package org.iamaudit.notify;

/** Is told how every attempt ended, for metrics. Called from several threads. */
@FunctionalInterface
public interface DeliveryListener {

  void attempted(String channel, Outcome outcome);

  /** How an attempt ended. */
  enum Outcome {
    DELIVERED,
    /** It will be tried again. */
    FAILED,
    /** It will be tried again, but has been waiting too long already. */
    OVERDUE,
    /** The channel is not configured any more. */
    ABANDONED
  }
}
