package org.iamaudit.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.iamaudit.policy.PolicyDocument;

/**
 * A managed policy as GetAccountAuthorizationDetails lists it.
 *
 * @param versions every listed version, as in the file
 */
public record ManagedPolicy(
    String arn, String name, String id, String defaultVersionId, List<Version> versions) {
  public ManagedPolicy {
    versions = List.copyOf(versions);
  }

  /** One stored version; only the default one counts. */
  public record Version(
      String id, boolean isDefault, Optional<Instant> created, Optional<PolicyDocument> document) {}

  /** The document in force, absent if it was not listed or could not be read. */
  public Optional<PolicyDocument> defaultDocument() {
    return versions.stream().filter(Version::isDefault).findFirst().flatMap(Version::document);
  }

  /** Whether AWS owns it ({@code arn:aws:iam::aws:policy/…}). */
  public boolean isAwsManaged() {
    return arn.contains(":iam::aws:");
  }
}
