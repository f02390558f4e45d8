package org.iamaudit.evaluate;

import java.math.BigDecimal;
import java.util.Optional;
import org.iamaudit.policy.ConditionOperator.Base;
import org.iamaudit.policy.ConditionValues;

/**
 * Integers and decimals, the request's value on the left side; what is no number matches nothing
 * (IAM User Guide, "Numeric condition operators", read 2026-11; cases {@code numeric/*}).
 */
final class NumericOperators {
  private NumericOperators() {}

  static ValueTest test(Base base, String policyValue) {
    Optional<BigDecimal> limit = ConditionValues.number(policyValue);
    if (limit.isEmpty()) {
      return ValueTest.NEVER;
    }
    return (value, context, trace) -> {
      Optional<BigDecimal> number = value.number();
      return ValueTest.Match.of(
          number.isPresent() && holds(base, number.get().compareTo(limit.get())));
    };
  }

  private static boolean holds(Base base, int comparison) {
    return switch (base) {
      case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS -> comparison == 0;
      case NUMERIC_LESS_THAN -> comparison < 0;
      case NUMERIC_LESS_THAN_EQUALS -> comparison <= 0;
      case NUMERIC_GREATER_THAN -> comparison > 0;
      case NUMERIC_GREATER_THAN_EQUALS -> comparison >= 0;
      default -> throw new AssertionError("not a numeric operator: " + base);
    };
  }
}
