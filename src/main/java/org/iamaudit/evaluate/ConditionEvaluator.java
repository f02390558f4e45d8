package org.iamaudit.evaluate;

import org.iamaudit.policy.Condition;

/** Decides one condition of a policy against the context of a request. */
public final class ConditionEvaluator {
  private ConditionEvaluator() {}

  /**
   * Whether the condition holds.
   *
   * @param variables whether {@code ${key}} is a policy variable in the condition's document, see
   *     {@code PolicyDocument.hasVariables}
   */
  public static boolean test(Condition condition, RequestContext context, boolean variables) {
    return new ConditionTest(condition, variables).holds(context, Trace.OFF);
  }
}
