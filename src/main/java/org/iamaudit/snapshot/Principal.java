package org.iamaudit.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A user or a role: what has effective permissions. */
public sealed interface Principal permits IamUser, IamRole {
  /** {@code user} or {@code role}. */
  String kind();

  String arn();

  String name();

  /** The unique id, {@code AIDA…} or {@code AROA…}; a re-created name has a new one. */
  String id();

  String path();

  Optional<Instant> created();

  List<NamedPolicy> inlinePolicies();

  List<String> attachedPolicyArns();

  Optional<String> boundaryArn();

  /** Tags in the order of the file; tag keys as written. */
  Map<String, String> tags();
}
