package org.iamaudit.evaluate;

import java.math.BigDecimal;
import java.util.Optional;
import org.iamaudit.policy.ConditionOperator.Base;
import org.iamaudit.policy.ConditionValues;

/**
 * Moments, written as ISO 8601 or as seconds since 1970, the request's value on the left side; what
 * is no moment matches nothing (IAM User Guide, "Date condition operators", read 2026-11; cases
 * {@code date/*}).
 */
final class DateOperators {
  private DateOperators() {}

  static ValueTest test(Base base, String policyValue) {
    Optional<BigDecimal> limit = ConditionValues.epochSeconds(policyValue);
    if (limit.isEmpty()) {
      return ValueTest.NEVER;
    }
    return (value, context, trace) -> {
      Optional<BigDecimal> moment = value.epochSeconds();
      return ValueTest.Match.of(
          moment.isPresent() && holds(base, moment.get().compareTo(limit.get())));
    };
  }

  private static boolean holds(Base base, int comparison) {
    return switch (base) {
      case DATE_EQUALS, DATE_NOT_EQUALS -> comparison == 0;
      case DATE_LESS_THAN -> comparison < 0;
      case DATE_LESS_THAN_EQUALS -> comparison <= 0;
      case DATE_GREATER_THAN -> comparison > 0;
      case DATE_GREATER_THAN_EQUALS -> comparison >= 0;
      default -> throw new AssertionError("not a date operator: " + base);
    };
  }
}
