package org.iamaudit.collect;

import java.time.Duration;

/** Is told of every call that a collection makes, by whichever thread made it. */
@FunctionalInterface
public interface CallListener {

  /** Tells nobody. */
  CallListener NONE = (service, operation, outcome, took) -> {};

  /** How a call ended. */
  enum Outcome {
    ANSWERED,
    /** AWS wants fewer calls; made again, as are failures that may pass. */
    THROTTLED,
    DENIED,
    /** What was asked for is not there, such as the password policy of many an account. */
    NOT_FOUND,
    FAILED
  }

  /**
   * A call has ended.
   *
   * @param service the IAM prefix, {@code iam}
   * @param operation of the API, {@code GetAccountSummary}
   * @param took without the waiting for its turn
   */
  void called(String service, String operation, Outcome outcome, Duration took);
}
