package org.iamaudit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.iamaudit.policy.PolicyKind.IDENTITY;
import static org.iamaudit.policy.PolicyText.condition;
import static org.iamaudit.policy.PolicyText.errors;
import static org.iamaudit.policy.PolicyText.warnings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of condition blocks. */
class ConditionReaderTest {

  @Test
  void unknownOperatorsAreErrors() {
    assertThat(
            errors(
                condition("{'StringEqual':{'aws:a':'b'},'forAnyValue:StringLike':{'aws:a':'b'}}"),
                IDENTITY))
        .containsExactly(
            "unknown condition operator `StringEqual` (did you mean `StringEquals`?) at"
                + " Statement.Condition.StringEqual (line 1, column 99)",
            "unknown condition operator `forAnyValue:StringLike` (did you mean `StringLike`?) at"
                + " Statement.Condition.forAnyValue:StringLike (line 1, column 127)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "'x'",
        "{'Bool':'true'}",
        "{'Bool':['true']}",
        "{'Bool':null}",
        "{'Bool':{'aws:a':{}}}",
        "{'Bool':{'aws:a':[['true']]}}",
        "{'Bool':{'aws:a':null}}",
        "{'Bool':{'aws:a':['true',null]}}"
      })
  void aConditionIsOperatorKeyValues(String condition) {
    assertThat(errors(condition(condition), IDENTITY)).hasSize(1);
  }

  @Test
  void twoSpellingsOfOneKeyAreAWarning() {
    assertThat(
            warnings(
                condition("{'StringEquals':{'aws:SourceVpc':'a','aws:sourcevpc':'b'}}"), IDENTITY))
        .singleElement(STRING)
        .startsWith("`aws:sourcevpc` and `aws:SourceVpc` are the same condition key");
  }

  @Test
  void operatorsAreReadWithoutCase() {
    assertThat(warnings(condition("{'stringequals':{'aws:a':'b'}}"), IDENTITY)).isEmpty();
  }

  @Test
  void anOperatorWithoutKeysHasNoEffect() {
    ParsedPolicy parsed = PolicyParser.parse(condition("{'Bool':{}}"), IDENTITY);

    assertThat(parsed.problems()).hasSize(1);
    assertThat(parsed.document().orElseThrow().statements().get(0).conditions()).isEmpty();
  }

  @Test
  void aKeyWithoutValuesIsKept() {
    ParsedPolicy parsed = PolicyParser.parse(condition("{'StringEquals':{'aws:a':[]}}"), IDENTITY);

    assertThat(parsed.problems()).hasSize(1);
    assertThat(parsed.document().orElseThrow().statements().get(0).conditions().get(0).values())
        .isEmpty();
  }
}
