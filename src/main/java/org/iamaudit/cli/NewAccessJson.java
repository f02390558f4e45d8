package org.iamaudit.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.evaluate.NewAccess;
import org.iamaudit.evaluate.ProvenRequest;
import org.iamaudit.finding.PermissionView;
import org.iamaudit.finding.PermissionWords;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.Statement;

/**
 * From one line of {@code check-no-new-access} to its answer. Safe to share between threads; parsed
 * policies are kept by their text.
 */
final class NewAccessJson {
  private static final List<String> FIELDS =
      List.of("CaseId", "ExistingPolicyDocument", "NewPolicyDocument", "PolicyType");

  private final PolicyTexts policies = new PolicyTexts();

  /** What a line asks. */
  private static final class Question {
    Optional<String> caseId = Optional.empty();
    Optional<PolicyDocument> existing = Optional.empty();
    Optional<PolicyDocument> changed = Optional.empty();
    final List<String> warnings = new ArrayList<>(0);
  }

  /** One line of JSON, without line end. Never throws, whatever the line. */
  String answer(String line) {
    Question question = new Question();
    try {
      JsonLine.read(line, (opened, name) -> field(question, opened, name));
      NewAccess access =
          NewAccess.of(
              given("ExistingPolicyDocument", question.existing),
              given("NewPolicyDocument", question.changed));
      return JsonAnswer.of(
          question.caseId,
          json -> {
            write(json, access);
            if (!question.warnings.isEmpty()) {
              JsonAnswer.texts(json, "Warnings", question.warnings);
            }
          });
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return JsonAnswer.error(line, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string does not fail to be read
    }
  }

  /** The same answer, without a case. */
  static String of(NewAccess access) {
    return JsonAnswer.write(json -> write(json, access));
  }

  private void field(Question question, JsonLine line, String name) throws IOException {
    switch (name) {
      case "CaseId" -> question.caseId = Optional.of(line.text(name));
      case "ExistingPolicyDocument" ->
          question.existing = Optional.of(document(question, line, name));
      case "NewPolicyDocument" -> question.changed = Optional.of(document(question, line, name));
      case "PolicyType" -> requireIdentity(line.text(name));
      default -> line.skip(name, FIELDS);
    }
  }

  private PolicyDocument document(Question question, JsonLine line, String name)
      throws IOException {
    PolicyTexts.Policy policy = policies.policy(name, PolicyKind.IDENTITY, line.policyText(name));
    policy.warnings().forEach(warning -> question.warnings.add(name + ": " + warning));
    return policy.document();
  }

  private static void requireIdentity(String type) {
    if (type.equals("RESOURCE_POLICY")) {
      throw new IllegalArgumentException(
          "PolicyType `RESOURCE_POLICY` is not supported, only `IDENTITY_POLICY`");
    }
    if (!type.equals("IDENTITY_POLICY")) {
      throw new IllegalArgumentException(
          "`" + type + "` is not a PolicyType: `IDENTITY_POLICY` or `RESOURCE_POLICY`");
    }
  }

  private static PolicyDocument given(String name, Optional<PolicyDocument> document) {
    return document.orElseThrow(() -> new IllegalArgumentException("`" + name + "` is missing"));
  }

  private static void write(JsonGenerator json, NewAccess access) throws IOException {
    json.writeStringField("Result", access.isNone() ? "PASS" : "FAIL");
    json.writeStringField("Message", message(access));
    json.writeArrayFieldStart("Reasons");
    for (Statement statement : access.statements()) {
      json.writeStartObject();
      json.writeStringField("Description", description(statement));
      json.writeNumberField("StatementIndex", statement.index());
      if (statement.sid().isPresent()) {
        json.writeStringField("StatementId", statement.sid().get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    if (access.witness().isPresent()) {
      write(json, access.witness().get());
    } else {
      json.writeNullField("Witness");
    }
    json.writeArrayFieldStart("NewAccess");
    for (PermissionView view : PermissionWords.of(access.added())) {
      json.writeStartObject();
      JsonAnswer.texts(json, "actions", view.actions());
      JsonAnswer.texts(json, "resources", view.resources());
      JsonAnswer.texts(json, "exceptResources", view.exceptResources());
      JsonAnswer.texts(json, "conditions", view.conditions());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static String message(NewAccess access) {
    if (access.isNone()) {
      return "The modified permissions do not grant new access compared to your existing policy.";
    }
    String grant = "The modified permissions grant new access compared to your existing policy";
    if (!access.added().holdsKnownAction()) {
      String example =
          access.added().boxes().stream()
              .flatMap(b -> b.actions().outsideExample().stream())
              .findFirst()
              .map(action -> " such as `" + action + "`")
              .orElse("");
      return grant
          + ", but only to actions"
          + example
          + " that do not exist in the catalogue of "
          + Catalog.get().date()
          + ".";
    }
    return access.witness().isPresent()
        ? grant + "."
        : grant + ", as far as can be told: no single request was found that proves it.";
  }

  private static String description(Statement statement) {
    return "New access in the statement with "
        + statement.sid().map(sid -> "sid: " + sid).orElse("index: " + statement.index())
        + ".";
  }

  private static void write(JsonGenerator json, ProvenRequest witness) throws IOException {
    json.writeObjectFieldStart("Witness");
    json.writeStringField("Action", witness.action());
    json.writeStringField("Resource", witness.resource());
    json.writeObjectFieldStart("Context");
    for (Map.Entry<String, List<String>> entry : witness.context().entrySet()) {
      JsonAnswer.texts(json, entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
