package org.iamaudit.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads policy documents: every element in every legal spelling, and all problems at once, each
 * with its place.
 *
 * <p>An error leaves a document without a meaning, so there is none. Where IAM's write APIs would
 * refuse a document that can nevertheless be evaluated faithfully, the problem is a warning: the
 * document may be old, or written by AWS itself.
 *
 * <p>Source: IAM User Guide, "Grammar of the IAM JSON policy language" and "Access Analyzer policy
 * check reference" (read 2026-11).
 */
public final class PolicyParser {
  /** The largest policy of any service is a tenth of this; beyond, it is not a policy. */
  static final int LONGEST = 1 << 20;

  private static final List<String> ELEMENTS = List.of("Version", "Id", "Statement");
  private static final String CURRENT = "2012-10-17";
  private static final String OLD = "2008-10-17";

  private final PolicyKind kind;
  private final Problems problems;

  private PolicyParser(PolicyKind kind, Problems problems) {
    this.kind = kind;
    this.problems = problems;
  }

  /** Reads a document, which may begin with a byte order mark. Never throws, whatever the text. */
  public static ParsedPolicy parse(String text, PolicyKind kind) {
    String json = text.startsWith("\uFEFF") ? text.substring(1) : text;
    Problems problems = new Problems();
    Optional<PolicyDocument> document = Optional.empty();
    if (json.length() > LONGEST) {
      problems.error(
          Place.root(1, 1),
          "the document has " + json.length() + " characters, too many for a policy");
    } else {
      document =
          JsonReader.read(json, problems)
              .flatMap(root -> new PolicyParser(kind, problems).document(root, json));
    }
    return result(document, problems);
  }

  /**
   * Reads a statement on its own, as baselines have them: {@code Effect} defaults to {@code Allow},
   * and policy variables are live as in version 2012-10-17.
   *
   * @param index the statement's index in the result
   * @return a document of that one statement, or its problems
   */
  public static ParsedPolicy parseStatement(Json written, int index, PolicyKind kind) {
    Problems problems = new Problems();
    Optional<PolicyDocument> document =
        new StatementReader(kind, true, Optional.of(Effect.ALLOW), problems)
            .read(written, index)
            .map(s -> new PolicyDocument(Optional.of(CURRENT), Optional.empty(), List.of(s)));
    return result(document, problems);
  }

  private static ParsedPolicy result(Optional<PolicyDocument> document, Problems problems) {
    return new ParsedPolicy(
        problems.hasErrors() ? Optional.empty() : document, problems.inDocumentOrder());
  }

  private Optional<PolicyDocument> document(Json root, String json) {
    if (!(root instanceof Json.Members document)) {
      problems.error(root.place(), "a policy is an object, not " + root.description());
      return Optional.empty();
    }
    for (Json.Member member : document.members()) {
      if (!ELEMENTS.contains(member.name())) {
        problems.error(
            member.place(),
            "unknown element "
                + Quoted.of(member.name())
                + NearestName.hint(member.name(), ELEMENTS));
      }
    }
    if (Grammar.of(kind).managed()) {
      PermittedCharacters.check(document, json, problems);
    }
    Optional<String> version = version(document);
    Optional<String> id = id(document);
    return Optional.of(new PolicyDocument(version, id, statements(document, version)));
  }

  private Optional<String> version(Json.Members document) {
    Optional<Json.Member> member = document.member("Version");
    if (member.isEmpty()) {
      problems.warning(
          document.place(), "no `Version`: without `" + CURRENT + "`, policy variables are text");
      return Optional.empty();
    }
    Json value = member.get().value();
    if (!(value instanceof Json.Scalar scalar)
        || !scalar.isText()
        || !(scalar.text().equals(CURRENT) || scalar.text().equals(OLD))) {
      problems.error(
          value.place(),
          "`Version` is `" + CURRENT + "` or `" + OLD + "`, not " + value.description());
      return Optional.empty();
    }
    if ((kind == PolicyKind.SCP || kind == PolicyKind.RCP) && scalar.text().equals(OLD)) {
      problems.warning(
          value.place(), "`Version` of " + article(kind) + " must be `" + CURRENT + "`");
    }
    return Optional.of(scalar.text());
  }

  private static String article(PolicyKind kind) {
    return kind == PolicyKind.SCP ? "an SCP" : "an RCP";
  }

  private Optional<String> id(Json.Members document) {
    Optional<Json.Member> member = document.member("Id");
    if (member.isEmpty()) {
      return Optional.empty();
    }
    if (!Grammar.of(kind).id()) {
      problems.warning(member.get().place(), "`Id` is for resource-based policies only");
    }
    return new Strings(problems).one(member.get());
  }

  private List<Statement> statements(Json.Members document, Optional<String> version) {
    Optional<Json.Member> member = document.member("Statement");
    if (member.isEmpty()) {
      problems.error(document.place(), "no `Statement`");
      return List.of();
    }
    boolean variables = version.filter(CURRENT::equals).isPresent();
    StatementReader reader = new StatementReader(kind, variables, Optional.empty(), problems);
    Json value = member.get().value();
    if (!(value instanceof Json.Items list)) {
      return reader.read(value, 0).map(List::of).orElse(List.of());
    }
    if (list.items().isEmpty()) {
      problems.warning(list.place(), "no statements: the policy does nothing");
    }
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      reader.read(list.items().get(i), i).ifPresent(statements::add);
    }
    checkSids(document, list);
    return statements;
  }

  /**
   * IAM and Organizations refuse two statements with one Sid. Which statement allows or denies is
   * clear all the same, so it is a warning.
   */
  private void checkSids(Json.Members document, Json.Items statements) {
    if (!Grammar.of(kind).managed()) {
      return;
    }
    Map<String, Integer> first = new HashMap<>();
    for (int i = 0; i < statements.items().size(); i++) {
      if (statements.items().get(i) instanceof Json.Members statement
          && statement.member("Sid").map(Json.Member::value).orElse(document)
              instanceof Json.Scalar sid
          && !sid.text().isEmpty()) {
        Integer earlier = first.putIfAbsent(sid.text(), i);
        if (earlier != null) {
          problems.warning(
              sid.place(),
              "`Sid` " + Quoted.of(sid.text()) + " is already that of statement " + earlier);
        }
      }
    }
  }
}
