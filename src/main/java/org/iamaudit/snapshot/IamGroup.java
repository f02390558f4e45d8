package org.iamaudit.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A group: a way of granting, never a principal. */
public record IamGroup(
    String arn,
    String name,
    String id,
    String path,
    Optional<Instant> created,
    List<NamedPolicy> inlinePolicies,
    List<String> attachedPolicyArns) {
  public IamGroup {
    inlinePolicies = List.copyOf(inlinePolicies);
    attachedPolicyArns = List.copyOf(attachedPolicyArns);
  }
}
