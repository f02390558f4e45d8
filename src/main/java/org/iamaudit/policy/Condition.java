package org.iamaudit.policy;

import java.util.List;

/**
 * One line of a condition block: operator, key, values. All conditions of a statement must hold.
 *
 * @param key as written; keys are compared without case, the tag key in {@code
 *     aws:ResourceTag/Team} included
 * @param values as text, in document order; numbers and booleans of the document appear as they
 *     were written
 */
public record Condition(ConditionOperator operator, String key, List<String> values) {
  public Condition {
    values = List.copyOf(values);
  }
}
