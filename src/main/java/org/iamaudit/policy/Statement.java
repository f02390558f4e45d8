package org.iamaudit.policy;

import java.util.List;
import java.util.Optional;

/**
 * One statement of a policy.
 *
 * @param index 0-based position in the document
 * @param resource absent in role trust policies and where a resource-based policy leaves it out
 * @param conditions in document order
 * @param location of the statement in its document
 */
public record Statement(
    int index,
    Optional<String> sid,
    Effect effect,
    Optional<PrincipalElement> principal,
    Patterns action,
    Optional<Patterns> resource,
    List<Condition> conditions,
    Location location) {
  public Statement {
    conditions = List.copyOf(conditions);
  }
}
