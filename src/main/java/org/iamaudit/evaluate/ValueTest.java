package org.iamaudit.evaluate;

import java.util.List;
import java.util.function.Function;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.ConditionOperator.Base;

/** One value of a condition, compared with one value of the request by the positive rule. */
interface ValueTest {
  /** What a comparison says. */
  enum Match {
    YES,
    NO,
    /** One side is not an ARN, so that neither the operator nor its negation holds. */
    NOT_COMPARABLE;

    static Match of(boolean matches) {
      return matches ? YES : NO;
    }
  }

  Match match(ContextValue value, RequestContext context, Trace trace);

  /** A policy value that no request value matches, for example a date that is none. */
  ValueTest NEVER = (value, context, trace) -> Match.NO;

  /** The tests of a condition's values, in document order. */
  static List<ValueTest> of(Condition condition, boolean variables) {
    Base base = condition.operator().base();
    Function<String, ValueTest> family =
        switch (base.family()) {
          case STRING -> value -> StringOperators.test(base, value, variables);
          case NUMERIC -> value -> NumericOperators.test(base, value);
          case DATE -> value -> DateOperators.test(base, value);
          case BOOL -> value -> BoolOperator.test(value, variables);
          case BINARY -> BinaryOperator::test;
          case IP_ADDRESS -> IpAddressOperators::test;
          case ARN -> value -> ArnOperators.test(value, variables);
          case NULL -> value -> NEVER;
        };
    return condition.values().stream().map(family).toList();
  }
}
