package org.iamaudit.collect;

import java.util.Optional;

/**
 * A call that failed for good, or a setting that cannot work. The message is one line with the
 * remedy.
 */
public final class CollectException extends Exception {
  private static final long serialVersionUID = 1;

  /** What kind of failure it is, which decides how much of a collection it ends. */
  public enum Kind {
    /** AWS refuses this call to the caller; others may work. */
    DENIED,
    /** What was asked for does not exist (any more). */
    NOT_FOUND,
    /**
     * The call was repeated up to the deadline, or AWS gave an error that repeating cannot mend.
     */
    FAILED,
    /** The credentials are no good: expired, unknown, of another partition. Nothing will work. */
    CREDENTIALS,
    /** What was read contradicts itself, or is too little to be true. */
    IMPLAUSIBLE,
    /** The configuration is wrong. */
    CONFIGURATION,
    /** The collection was told to stop. */
    INTERRUPTED
  }

  private final Kind kind;
  private final transient Optional<AwsCall> call;
  private final String code;

  CollectException(Kind kind, AwsCall call, String code, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.call = Optional.of(call);
    this.code = code;
  }

  CollectException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.call = Optional.empty();
    this.code = "";
  }

  static CollectException ofConfiguration(String message) {
    return new CollectException(Kind.CONFIGURATION, message, null);
  }

  public Kind kind() {
    return kind;
  }

  /** AWS's error code, {@code NoSuchEntity}; empty string if the failure is not AWS's. */
  String code() {
    return code;
  }

  /** Empty if the failure is not that of a call. */
  Optional<AwsCall> call() {
    return call;
  }

  /** Whether the rest of the account can still be read. */
  boolean concernsOnlyThisPart() {
    return switch (kind) {
      case DENIED, NOT_FOUND, FAILED -> true;
      case CREDENTIALS, IMPLAUSIBLE, CONFIGURATION, INTERRUPTED -> false;
    };
  }
}
