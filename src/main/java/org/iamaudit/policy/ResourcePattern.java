package org.iamaudit.policy;

/**
 * A pattern of a {@code Resource} element, taken apart the way IAM reads it: variables are replaced
 * after the fifth colon only, before it they are literal text (IAM User Guide, "IAM policy
 * elements: Variables and tags", read 2026-11); what a pattern of fewer than six parts means
 * depends on the kind of policy (iam-semantics 1.3: observed).
 *
 * @param head up to and with the fifth colon, or all of a shorter pattern; it holds no variables
 * @param tail the rest; empty for a shorter pattern
 * @param parts how it is read as an ARN
 */
public record ResourcePattern(String head, String tail, Parts parts) {

  /** How many parts a pattern has, and what the missing ones are. */
  public enum Parts {
    /** All six. */
    WHOLE,
    /** Fewer, and each missing one is a {@code *}. */
    PADDED,
    /** Too few for its kind of policy: it matches nothing. */
    NONE
  }

  /** Reads a pattern of a document that is used in such a place. */
  public static ResourcePattern of(String written, PolicyKind kind) {
    int fifth = -1;
    for (int i = 0; i < 5; i++) {
      fifth = written.indexOf(':', fifth + 1);
      if (fifth < 0) {
        return new ResourcePattern(
            written,
            "",
            written.equals("*") || isPadded(written, kind) ? Parts.PADDED : Parts.NONE);
      }
    }
    return new ResourcePattern(
        written.substring(0, fifth + 1), written.substring(fifth + 1), Parts.WHOLE);
  }

  /**
   * Whether a star inside a short pattern may run across colons to the end of an ARN, so that no
   * part is missing: {@code arn:aws:sns:*:t} reaches the topic {@code t} (iam-semantics D3).
   */
  public boolean mayBeWholeAsWritten() {
    return parts == Parts.PADDED && head.contains("*:");
  }

  /**
   * Whether a variable stands where AWS's page forbids one, so that it is text: "You can't use a
   * variable to replace parts of the ARN before the fifth colon" (IAM User Guide, "IAM policy
   * elements: Variables and tags", read 2026-11).
   */
  public boolean hasVariableInHead() {
    return head.contains("${");
  }

  /**
   * Identity-based policies, boundaries and session policies take missing parts as {@code *};
   * resource-based and endpoint policies only if there is a wildcard, SCPs only if it comes last,
   * RCPs never.
   */
  private static boolean isPadded(String written, PolicyKind kind) {
    return switch (kind) {
      case IDENTITY, BOUNDARY, SESSION -> true;
      case RESOURCE, TRUST, VPC_ENDPOINT -> written.indexOf('*') >= 0 || written.indexOf('?') >= 0;
      case SCP -> written.endsWith("*");
      case RCP -> false;
    };
  }
}
