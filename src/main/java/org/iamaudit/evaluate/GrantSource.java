package org.iamaudit.evaluate;

/**
 * The policy that a statement stands in, and how the principal comes to hold it.
 *
 * @param policy the managed policy's ARN, or the inline policy's name
 * @param via {@code direct} or {@code group <name>}
 */
public record GrantSource(String policy, boolean inline, String via) {
  /** The policy's name alone. */
  public String policyName() {
    return policy.substring(policy.lastIndexOf('/') + 1);
  }
}
