package org.iamaudit.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

/** Policies written briefly, single quotes for double ones, and what is said of them. */
final class PolicyText {
  /** A statement about everyone begins so. */
  static final String P = "'Principal':'*',";

  private PolicyText() {}

  static String json(String text) {
    return text.replace('\'', '"');
  }

  static String policy(String statement) {
    return json("{'Version':'2012-10-17','Statement':{" + statement + "}}");
  }

  static String condition(String condition) {
    return policy("'Effect':'Allow','Action':'s3:*','Resource':'*','Condition':" + condition);
  }

  static PolicyDocument document(String text, PolicyKind kind) {
    ParsedPolicy parsed = PolicyParser.parse(text, kind);
    assertThat(texts(parsed.errors())).isEmpty();
    return parsed.document().orElseThrow();
  }

  static Statement statement(String statement, PolicyKind kind) {
    return document(policy(statement), kind).statements().get(0);
  }

  static List<String> errors(String text, PolicyKind kind) {
    ParsedPolicy parsed = PolicyParser.parse(text, kind);
    assertThat(parsed.document()).isEqualTo(Optional.empty());
    return texts(parsed.errors());
  }

  static List<String> warnings(String text, PolicyKind kind) {
    ParsedPolicy parsed = PolicyParser.parse(text, kind);
    assertThat(texts(parsed.errors())).isEmpty();
    assertThat(parsed.document()).isPresent();
    return texts(parsed.problems());
  }

  static List<String> texts(List<PolicyProblem> problems) {
    return problems.stream().map(PolicyProblem::toString).toList();
  }
}
