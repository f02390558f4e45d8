package org.iamaudit.evaluate;

import org.iamaudit.permission.PermissionSet;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;

/**
 * A readable resource-based policy of the account, with the requests on its resource. Roles that
 * say the same to everyone are one.
 *
 * @param name the resource's ARN, or words for several resources
 * @param guarded what needs an Allow of this policy
 */
record OwnedPolicy(
    String name, Guard guard, SourcedPolicy policy, PermissionSet scope, PermissionSet guarded) {

  /** What happens without an Allow of the resource-based policy. */
  enum Guard {
    /** The account's own policies decide. */
    NONE(""),
    KEY("the policy of the KMS key"),
    ROLE("the trust policy of the role");

    private final String text;

    Guard(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  PolicyKind kind() {
    return guard == Guard.ROLE ? PolicyKind.TRUST : PolicyKind.RESOURCE;
  }

  PolicyDocument document() {
    return policy.document();
  }

  GrantSource source() {
    return new GrantSource(name, false, guard == Guard.ROLE ? "trust policy" : "resource policy");
  }
}
