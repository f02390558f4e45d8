package org.iamaudit.finding;

import java.util.Optional;

/**
 * The statement that grants: what an administrator would edit.
 *
 * @param policy as in {@link org.iamaudit.evaluate.GrantSource}
 * @param inline whether it is an inline policy
 * @param statementIndex 0-based
 * @param via {@code direct}, {@code group <name>}, {@code resource policy} or {@code trust policy}
 */
public record GrantRef(
    String policy, boolean inline, int statementIndex, Optional<String> sid, String via) {
  /** What {@code policy} and {@code via} are where a role's trust policy grants. */
  static final String TRUST_POLICY = "trust policy";

  /** Whether it is a role's own trust policy, which is no inline policy by name. */
  public boolean trust() {
    return policy.equals(TRUST_POLICY) && via.equals(TRUST_POLICY);
  }

  /**
   * The policy's name alone, the statement, for people: {@code BillingOperators / OperateBilling}.
   */
  public String label() {
    String name = policy.substring(policy.lastIndexOf('/') + 1);
    return (inline ? "inline " : "")
        + name
        + " / "
        + sid.orElse("statement " + (statementIndex + 1));
  }
}
