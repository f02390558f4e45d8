package org.iamaudit.evaluate;

import java.util.Optional;
import org.iamaudit.policy.ConditionValues;

/**
 * {@code true} and {@code false}, compared without case; anything else matches nothing (IAM User
 * Guide, "Boolean condition operators", read 2026-11; cases {@code bool/*}).
 *
 * <p>D5: the operator page allows variables here, the page on variables does not. They are
 * substituted (case {@code disputed/d5-variable-in-bool}).
 */
final class BoolOperator {
  private BoolOperator() {}

  static ValueTest test(String policyValue, boolean variables) {
    Template template = new Template(policyValue, variables);
    return (value, context, trace) -> {
      String filled = template.fill(context, trace);
      Optional<Boolean> wanted = filled == null ? Optional.empty() : ConditionValues.bool(filled);
      return ValueTest.Match.of(
          wanted.isPresent() && wanted.equals(ConditionValues.bool(value.text())));
    };
  }
}
