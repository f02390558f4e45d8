package org.iamaudit.collect;

/**
 * What calling says of one permission that a collection needs.
 *
 * @param action the IAM action, {@code s3:ListAllMyBuckets}
 * @param resource an ARN of the kind that will be asked for, or {@code *} if the call names none
 * @param message AWS's own words with the remedy if it is denied, otherwise the empty string
 */
public record PermissionCheck(String action, String resource, Answer answer, String message) {

  /** What came of the call. */
  public enum Answer {
    PERMITTED,
    DENIED,
    /** There is no harmless way to call. */
    NOT_CALLED
  }
}
