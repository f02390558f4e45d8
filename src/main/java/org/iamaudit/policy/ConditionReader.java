package org.iamaudit.policy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.iamaudit.arn.NameCase;

/**
 * Reads condition blocks: operator, key, values (IAM User Guide, "IAM JSON policy elements:
 * Condition"; read 2026-11).
 */
final class ConditionReader {
  private static final List<String> OPERATORS =
      Stream.of(ConditionOperator.Base.values())
          .flatMap(
              base ->
                  base == ConditionOperator.Base.NULL
                      ? Stream.of(base.text())
                      : Stream.of(base.text(), base.text() + "IfExists"))
          .toList();

  private final Problems problems;
  private final ConditionValueCheck valueCheck;

  ConditionReader(boolean variables, Problems problems) {
    this.problems = problems;
    this.valueCheck = new ConditionValueCheck(variables, problems);
  }

  List<Condition> read(Json.Member member) {
    if (!(member.value() instanceof Json.Members block)) {
      problems.error(
          member.value().place(), "`Condition` is an object, not " + member.value().description());
      return List.of();
    }
    List<Condition> conditions = new ArrayList<>();
    for (Json.Member operator : block.members()) {
      readOperator(operator, conditions);
    }
    return conditions;
  }

  private void readOperator(Json.Member written, List<Condition> conditions) {
    Optional<ConditionOperator> operator = ConditionOperator.parse(written.name());
    if (operator.isEmpty()) {
      problems.error(
          written.place(),
          "unknown condition operator " + Quoted.of(written.name()) + operatorHint(written.name()));
    }
    if (!(written.value() instanceof Json.Members keys)) {
      problems.error(
          written.value().place(),
          Quoted.of(written.name())
              + " takes an object of condition keys, not "
              + written.value().description());
      return;
    }
    if (keys.members().isEmpty()) {
      problems.warning(keys.place(), "no condition keys: the operator has no effect");
    }
    reportTwins(keys);
    for (Json.Member key : keys.members()) {
      checkKey(key);
      List<Json.Scalar> values = values(key);
      operator.ifPresent(
          known -> {
            valueCheck.check(known, key, values);
            conditions.add(new Condition(known, key.name(), Strings.texts(values)));
          });
    }
  }

  private static String operatorHint(String written) {
    int colon = written.indexOf(':');
    return NearestName.hint(written.substring(colon + 1), OPERATORS);
  }

  /**
   * Keys are compared without case, so two spellings of one are one key written twice. IAM's policy
   * validation calls that an error; a document that holds it all the same is evaluated with both
   * conditions, so here it is a warning.
   */
  private void reportTwins(Json.Members keys) {
    Map<String, String> seen = new HashMap<>();
    for (Json.Member key : keys.members()) {
      String earlier = seen.putIfAbsent(NameCase.lower(key.name()), key.name());
      if (earlier != null) {
        problems.warning(
            key.place(),
            Quoted.of(key.name()) + " and " + Quoted.of(earlier) + " are the same condition key");
      }
    }
  }

  private void checkKey(Json.Member key) {
    String name = key.name();
    if (name.contains("${")) {
      problems.warning(
          key.place(), Quoted.of(name) + " is never in a request: keys have no policy variables");
    } else if (name.indexOf(':') <= 0) {
      problems.warning(
          key.place(),
          Quoted.of(name) + " is never in a request: it has no prefix, as in `aws:SourceIp`");
    }
  }

  private List<Json.Scalar> values(Json.Member key) {
    List<Json> written =
        key.value() instanceof Json.Items list ? list.items() : List.of(key.value());
    List<Json.Scalar> values = new ArrayList<>(written.size());
    for (Json value : written) {
      if (value instanceof Json.Scalar scalar && scalar.type() != Json.Scalar.Type.NULL) {
        values.add(scalar);
      } else {
        problems.error(
            value.place(),
            "a condition value is a string, number or boolean, not " + value.description());
      }
    }
    return values;
  }
}
