package org.iamaudit.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.policy.PolicyDocument;

/**
 * A role.
 *
 * @param trustPolicy absent if it could not be read
 * @param lastUsed empty if unused in the trailing 400 days, or unknown
 * @param lastUseKnown whether the listing says when it was used last, be it never
 */
public record IamRole(
    String arn,
    String name,
    String id,
    String path,
    Optional<Instant> created,
    List<NamedPolicy> inlinePolicies,
    List<String> attachedPolicyArns,
    Optional<String> boundaryArn,
    Map<String, String> tags,
    Optional<PolicyDocument> trustPolicy,
    Optional<Instant> lastUsed,
    boolean lastUseKnown)
    implements Principal {
  public IamRole {
    inlinePolicies = List.copyOf(inlinePolicies);
    attachedPolicyArns = List.copyOf(attachedPolicyArns);
  }

  @Override
  public String kind() {
    return "role";
  }

  /** Created by an AWS service for itself; its policies are fixed and SCPs do not apply to it. */
  public boolean isServiceLinked() {
    return path.startsWith("/aws-service-role/");
  }

  /** Made by IAM Identity Center from a permission set; the account cannot change it. */
  public boolean isPermissionSet() {
    return path.startsWith("/aws-reserved/sso.amazonaws.com/");
  }
}
