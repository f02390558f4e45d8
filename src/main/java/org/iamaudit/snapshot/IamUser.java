package org.iamaudit.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A user.
 *
 * @param groups names of its groups
 */
public record IamUser(
    String arn,
    String name,
    String id,
    String path,
    Optional<Instant> created,
    List<NamedPolicy> inlinePolicies,
    List<String> attachedPolicyArns,
    Optional<String> boundaryArn,
    Map<String, String> tags,
    List<String> groups)
    implements Principal {
  public IamUser {
    inlinePolicies = List.copyOf(inlinePolicies);
    attachedPolicyArns = List.copyOf(attachedPolicyArns);
    groups = List.copyOf(groups);
  }

  @Override
  public String kind() {
    return "user";
  }
}
