package org.iamaudit.evaluate;

import java.util.List;
import org.iamaudit.arn.NameCase;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.ConditionOperator;
import org.iamaudit.policy.ConditionOperator.Family;
import org.iamaudit.policy.ConditionOperator.Qualifier;
import org.iamaudit.policy.ConditionValues;

/**
 * One condition, made ready once: what its operator, qualifier and suffix make of the values of a
 * request. The comparison of two values is its operator family's ({@link ValueTest}).
 */
final class ConditionTest {
  private final ConditionOperator operator;
  private final String key;
  private final String writtenKey;
  private final List<String> written;
  private final List<ValueTest> tests;

  ConditionTest(Condition condition, boolean variables) {
    operator = condition.operator();
    writtenKey = condition.key();
    key = NameCase.lower(writtenKey);
    written = condition.values();
    tests = ValueTest.of(condition, variables);
  }

  /** Whether the condition holds for the request. */
  boolean holds(RequestContext context, Trace trace) {
    ContextValues values = context.get(key);
    if (values == null) {
      trace.missing(writtenKey);
    }
    if (operator.base().family() == Family.NULL) {
      return nullHolds(values);
    }
    return switch (operator.qualifier()) {
      case NONE -> values == null ? absentHolds() : single(values, context, trace);
      case FOR_ALL_VALUES -> forAll(values, context, trace);
      case FOR_ANY_VALUE -> forAny(values, context, trace);
    };
  }

  /** Only looks whether the request carries the key, for a statement that fails anyway. */
  void note(RequestContext context, Trace trace) {
    if (context.get(key) == null) {
      trace.missing(writtenKey);
    }
  }

  /**
   * Without a set operator: a key that is absent makes a positive operator false and a negated one
   * true; with {@code IfExists} both are true (IAM User Guide, "...IfExists condition operators",
   * read 2026-11; cases {@code missing-key/*}).
   */
  private boolean absentHolds() {
    return operator.ifExists() || operator.base().negated();
  }

  /**
   * A multivalued key needs a set operator; without, nothing matches, not even a negated operator
   * (iam-semantics 3.4: observed; cases {@code sets/multivalued-*}). Without values in the policy
   * only an absent key can make the condition true.
   */
  private boolean single(ContextValues values, RequestContext context, Trace trace) {
    return !values.multivalued()
        && !tests.isEmpty()
        && holdsFor(values.values().get(0), context, trace);
  }

  /**
   * {@code ForAllValues}: true if there is nothing to compare, whatever the suffix (IAM User Guide,
   * "Set operators for multivalued context keys"; cases {@code sets/all-*}). D8: the set operator
   * decides an absent key, {@code IfExists} does not (cases {@code disputed/d8-*}).
   */
  private boolean forAll(ContextValues values, RequestContext context, Trace trace) {
    if (values == null || values.isNull()) {
      return true;
    }
    for (ContextValue value : values.values()) {
      if (tests.isEmpty() || !holdsFor(value, context, trace)) {
        return false;
      }
    }
    return true;
  }

  /**
   * {@code ForAnyValue}: false if there is nothing to compare, negated operators included (IAM User
   * Guide, "Set operators for multivalued context keys", read 2026-11; cases {@code sets/any-*}).
   */
  private boolean forAny(ContextValues values, RequestContext context, Trace trace) {
    if (values == null || values.isNull() || tests.isEmpty()) {
      return false;
    }
    for (ContextValue value : values.values()) {
      if (holdsFor(value, context, trace)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Some value of the policy matches; for a negated operator: none does (IAM User Guide,
   * "Conditions with multiple context keys or values", read 2026-11; cases {@code combination/*}).
   */
  private boolean holdsFor(ContextValue value, RequestContext context, Trace trace) {
    boolean negated = operator.base().negated();
    for (ValueTest test : tests) {
      switch (test.match(value, context, trace)) {
        case YES -> {
          return !negated;
        }
        case NOT_COMPARABLE -> {
          if (negated) {
            return false;
          }
        }
        case NO -> {}
      }
    }
    return negated;
  }

  /**
   * {@code Null}: {@code true} asks for absence, {@code false} for a value that is not empty (IAM
   * User Guide, "Condition operator to check existence of condition keys"; cases {@code null/*}).
   * D9: a set operator makes it constant (IAM Access Analyzer, "Null with qualifier"; cases {@code
   * disputed/d9-*}).
   */
  private boolean nullHolds(ContextValues values) {
    if (operator.qualifier() != Qualifier.NONE) {
      return operator.qualifier() == Qualifier.FOR_ALL_VALUES;
    }
    boolean isNull = values == null || values.isNull();
    for (String value : written) {
      if (ConditionValues.bool(value).filter(wanted -> wanted == isNull).isPresent()) {
        return true;
      }
    }
    return false;
  }
}
