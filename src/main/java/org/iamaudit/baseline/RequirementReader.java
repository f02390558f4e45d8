package org.iamaudit.baseline;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.iamaudit.baseline.BaselineLoader.Documents;
import org.iamaudit.baseline.BaselineLoader.FileText;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.Json;
import org.iamaudit.policy.NearestName;
import org.iamaudit.policy.ParsedPolicy;
import org.iamaudit.policy.Place;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.iamaudit.policy.PolicyProblem;
import org.iamaudit.policy.Quoted;
import org.iamaudit.policy.Statement;

/**
 * Reads {@code requires}, {@code tolerates} and {@code forbids}: statements, and policies whose
 * statements are meant.
 */
final class RequirementReader {
  private static final String MANAGED_POLICY = "managed-policy";
  private static final String DOCUMENT = "document";
  private static final String CLOUDFORMATION = "cloudformation";
  private static final List<String> SOURCES = List.of(MANAGED_POLICY, DOCUMENT, CLOUDFORMATION);
  private static final List<String> ELEMENTS =
      List.of(
          "Sid",
          "Effect",
          "Action",
          "NotAction",
          "Resource",
          "NotResource",
          "Condition",
          "Principal",
          "NotPrincipal");

  private final Path file;
  private final Function<String, Optional<PolicyDocument>> managedPolicies;
  private final Documents documents;
  private final Function<Path, FileText> files;
  private final Fields fields;

  RequirementReader(
      Path file,
      Function<String, Optional<PolicyDocument>> managedPolicies,
      Documents documents,
      Function<Path, FileText> files,
      Fields fields) {
    this.file = file;
    this.managedPolicies = managedPolicies;
    this.documents = documents;
    this.files = files;
    this.fields = fields;
  }

  List<Requirement> read(Json.Members baseline, String key) {
    Optional<Json.Member> member = baseline.member(key);
    if (member.isEmpty()) {
      return List.of();
    }
    List<Requirement> requirements = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    List<Json> entries = fields.entries(member.get());
    for (int i = 0; i < entries.size(); i++) {
      for (Requirement requirement : entry(entries.get(i), key, i)) {
        if (!labels.add(requirement.label())) {
          fields.report(
              entries.get(i).place(),
              "two entries of `" + key + "` are called " + Quoted.of(requirement.label()));
        }
        requirements.add(requirement);
      }
    }
    return requirements;
  }

  private List<Requirement> entry(Json entry, String key, int index) {
    if (!(entry instanceof Json.Members object)) {
      fields.report(
          entry.place(),
          "an entry of `" + key + "` is a statement or names a policy, not " + entry.description());
      return List.of();
    }
    Optional<Json.Member> source =
        object.members().stream().filter(m -> SOURCES.contains(m.name())).findFirst();
    if (source.isPresent()) {
      return source(source.get(), object);
    }
    if (object.members().stream().noneMatch(m -> ELEMENTS.contains(m.name()))) {
      reportUnknown(object, key);
      return List.of();
    }
    return statement(object, key, index);
  }

  private void reportUnknown(Json.Members object, String key) {
    List<String> known = new ArrayList<>(SOURCES);
    known.addAll(ELEMENTS);
    if (object.members().isEmpty()) {
      fields.report(object.place(), "empty entry of `" + key + "`");
    }
    for (Json.Member member : object.members()) {
      fields.report(
          member.place(),
          "unknown key " + Quoted.of(member.name()) + NearestName.hint(member.name(), known));
    }
  }

  /**
   * A statement. What a policy in AWS may say in vain is a mistake in a baseline, so the parser's
   * warnings are problems too; only Sids are free.
   */
  private List<Requirement> statement(Json.Members written, String key, int index) {
    ParsedPolicy parsed = PolicyParser.parseStatement(written, index, PolicyKind.IDENTITY);
    for (PolicyProblem problem : parsed.problems()) {
      if (!problem.location().path().endsWith(".Sid")
          || problem.severity() == PolicyProblem.Severity.ERROR) {
        fields.report(
            problem.location().line(), problem.message() + " at " + problem.location().path());
      }
    }
    List<Requirement> requirements = new ArrayList<>();
    for (Statement statement :
        parsed.document().map(PolicyDocument::statements).orElse(List.of())) {
      if (statement.effect() == Effect.DENY) {
        fields.report(
            written.member("Effect").orElseThrow().place(),
            "a baseline says what is allowed: no `Deny`; what must never be goes under `forbids`");
      }
      String label = statement.sid().orElse(key + "[" + index + "]");
      requirements.add(new Requirement(label, statement, true));
    }
    return requirements;
  }

  private List<Requirement> source(Json.Member source, Json.Members entry) {
    for (Json.Member other : entry.members()) {
      if (!other.equals(source)) {
        fields.report(
            other.place(),
            Quoted.of(other.name()) + " may not stand beside `" + source.name() + "`");
      }
    }
    Optional<Json.Scalar> value = fields.text(source);
    if (value.isEmpty()) {
      return List.of();
    }
    return switch (source.name()) {
      case MANAGED_POLICY -> managedPolicy(value.get());
      case DOCUMENT -> document(value.get());
      default -> {
        fields.report(
            source.place(),
            "`cloudformation` is not supported yet: "
                + Quoted.of(value.get().text())
                + "; put the policy into a file and name it as `document`");
        yield List.of();
      }
    };
  }

  private List<Requirement> managedPolicy(Json.Scalar arn) {
    if (!arn.text().startsWith("arn:")) {
      fields.report(arn.place(), Quoted.of(arn.text()) + " is not the ARN of a managed policy");
      return List.of();
    }
    Optional<PolicyDocument> document = managedPolicies.apply(arn.text());
    if (document.isEmpty()) {
      fields.report(
          arn.place(),
          "managed policy "
              + Quoted.of(arn.text())
              + " is neither in the account nor one that AWS publishes");
      return List.of();
    }
    return allowed(
        document.get(), arn.text().substring(arn.text().lastIndexOf('/') + 1), arn.place());
  }

  private List<Requirement> document(Json.Scalar name) {
    Path path;
    try {
      path = documents.find(file, name.text());
    } catch (InvalidPathException e) {
      fields.report(name.place(), Quoted.of(name.text()) + " is no name of a file");
      return List.of();
    }
    FileText read = files.apply(path);
    if (read.text().isEmpty()) {
      fields.report(name.place(), "document " + Quoted.of(name.text()) + ": " + read.reason());
      return List.of();
    }
    ParsedPolicy parsed = PolicyParser.parse(read.text().get(), PolicyKind.IDENTITY);
    for (PolicyProblem problem : parsed.errors()) {
      fields.reportElsewhere(
          path.toString(),
          problem.location().line(),
          problem.message()
              + (problem.location().path().isEmpty() ? "" : " at " + problem.location().path()));
    }
    String label = path.getFileName().toString().replaceFirst("\\.json$", "");
    return parsed
        .document()
        .map(document -> allowed(document, label, name.place()))
        .orElse(List.of());
  }

  /** The statements of a policy, named after it. */
  private List<Requirement> allowed(PolicyDocument document, String policy, Place place) {
    List<Requirement> requirements = new ArrayList<>();
    for (Statement statement : document.statements()) {
      String label =
          document.statements().size() == 1
              ? policy
              : policy
                  + statement.sid().map(sid -> "/" + sid).orElse("[" + statement.index() + "]");
      if (statement.effect() == Effect.DENY) {
        fields.report(
            place, "a baseline says what is allowed, but " + Quoted.of(label) + " is a `Deny`");
      } else {
        requirements.add(new Requirement(label, statement, document.hasVariables()));
      }
    }
    return requirements;
  }
}
