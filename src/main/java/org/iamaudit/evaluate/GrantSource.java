package org.iamaudit.evaluate;

/**
 * The policy that a statement stands in, and how the principal comes to hold it.
 *
 * @param policy the managed policy's ARN, the inline policy's name, the ARN of the resource whose
 *     policy it is, or {@code roles that trust everyone}
 * @param via {@code direct}, {@code group <name>}, {@code resource policy} or {@code trust policy}
 */
public record GrantSource(String policy, boolean inline, String via) {
  /** Whether the principal holds the policy itself or by a group. */
  public boolean identityBased() {
    return via.equals("direct") || via.startsWith("group ");
  }

  /** The policy's name alone. */
  public String policyName() {
    return policy.substring(policy.lastIndexOf('/') + 1);
  }
}
