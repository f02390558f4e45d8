package org.iamaudit.snapshot;

import java.util.List;
import java.util.Optional;
import org.iamaudit.policy.PolicyDocument;

/**
 * Where an account stands in its organization.
 *
 * @param path from the root to the account itself
 */
public record OrganizationPlacement(
    String organizationId,
    Optional<String> managementAccountId,
    boolean managementAccount,
    List<Level> path) {
  public OrganizationPlacement {
    path = List.copyOf(path);
  }

  /**
   * The root, an organizational unit or the account, with the policies attached right there.
   *
   * @param type {@code ROOT}, {@code ORGANIZATIONAL_UNIT} or {@code ACCOUNT}
   */
  public record Level(
      String type,
      String id,
      String name,
      List<OrganizationPolicy> serviceControlPolicies,
      List<OrganizationPolicy> resourceControlPolicies) {
    public Level {
      serviceControlPolicies = List.copyOf(serviceControlPolicies);
      resourceControlPolicies = List.copyOf(resourceControlPolicies);
    }
  }

  /** An SCP or RCP in force. */
  public record OrganizationPolicy(
      String id, String name, Optional<String> arn, Optional<PolicyDocument> document) {}
}
