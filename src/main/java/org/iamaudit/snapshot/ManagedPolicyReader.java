package org.iamaudit.snapshot;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.Quoted;

/** Reads one entry of {@code Policies} (IAM API Reference, {@code ManagedPolicyDetail}). */
final class ManagedPolicyReader {
  private final JsonInput json;
  private final Documents documents;
  private final List<ManagedPolicy.Version> versions = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private String arn = "";
  private String name = "";
  private String id = "";
  private String defaultVersionId = "";

  ManagedPolicyReader(JsonInput json, Documents documents) {
    this.json = json;
    this.documents = documents;
  }

  ManagedPolicy read(OwnAccount account) throws IOException {
    json.object(this::field);
    if (arn.isEmpty()) {
      throw json.error("a managed policy without an `Arn`");
    }
    Optional<String> problem = account.problem(arn, "policy");
    if (problem.isPresent()) {
      throw json.error(problem.get());
    }
    if (name.isEmpty()) {
      name = arn.substring(arn.lastIndexOf('/') + 1);
    }
    checkDefault();
    return new ManagedPolicy(arn, name, id, defaultVersionId, versions);
  }

  private void field(String field) throws IOException {
    switch (field) {
      case "Arn" -> arn = json.text();
      case "PolicyName" -> name = json.text();
      case "PolicyId" -> id = json.text();
      case "DefaultVersionId" -> defaultVersionId = json.text();
      case "PolicyVersionList" -> json.list(() -> version(new VersionFields()));
      default -> json.skip();
    }
  }

  private static final class VersionFields {
    String id = "";
    boolean isDefault;
    Optional<Instant> created = Optional.empty();
    Documents.Parsed parsed = Documents.Parsed.unreadable("no `Document`");
  }

  private void version(VersionFields version) throws IOException {
    json.object(
        field -> {
          switch (field) {
            case "VersionId" -> version.id = json.text();
            case "IsDefaultVersion" -> version.isDefault = json.flag();
            case "CreateDate" -> version.created = json.time();
            case "Document" -> version.parsed = documents.read(json, PolicyKind.IDENTITY);
            default -> json.skip();
          }
        });
    if (versions.stream().anyMatch(v -> v.id().equals(version.id))) {
      throw json.error("version " + Quoted.of(version.id) + " occurs twice");
    }
    versions.add(
        new ManagedPolicy.Version(
            version.id, version.isDefault, version.created, version.parsed.document()));
    if (version.parsed.document().isEmpty()) {
      problems.add("version " + Quoted.of(version.id) + ": " + version.parsed.problem());
    }
  }

  /**
   * The version in force is the one marked so, wherever it stands in the list. Where two are, or
   * the policy names another, nobody can tell which is, so none is.
   */
  private void checkDefault() {
    List<String> marked =
        versions.stream()
            .filter(ManagedPolicy.Version::isDefault)
            .map(ManagedPolicy.Version::id)
            .toList();
    if (marked.isEmpty()) {
      problems.add("no version has `IsDefaultVersion`");
      return;
    }
    if (defaultVersionId.isEmpty()) {
      defaultVersionId = marked.get(0);
    }
    if (marked.size() > 1 || !marked.get(0).equals(defaultVersionId)) {
      problems.add(
          "`DefaultVersionId` is "
              + Quoted.of(defaultVersionId)
              + ", `IsDefaultVersion` marks "
              + String.join(" and ", marked.stream().map(Quoted::of).toList()));
      versions.replaceAll(v -> new ManagedPolicy.Version(v.id(), false, v.created(), v.document()));
    }
  }

  /** What of the policy could not be read, all in one; empty if nothing. */
  Optional<Gap> gap() {
    if (problems.isEmpty()) {
      return Optional.empty();
    }
    boolean unknown = versions.stream().noneMatch(v -> v.isDefault() && v.document().isPresent());
    return Optional.of(
        new Gap(
            Gap.Kind.UNREADABLE,
            arn + ": " + name,
            String.join("; ", problems),
            unknown
                ? "what it permits or denies is unknown, so that the permissions of those it is"
                    + " attached to are not known in full"
                : "what an earlier version permits is unknown; the version in force was read"));
  }
}
