package org.iamaudit.permission;

import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.Language;

/**
 * A block of requests: every one of the actions, on every one of the resources, in every context
 * that satisfies the constraint. Never empty.
 */
public record Box(ActionSet actions, Language resources, Constraint constraint) {

  /**
   * The box of these, less the actions that cannot be asked for any of these resources; empty if
   * nothing is left.
   *
   * @param partition of the principal; empty: any
   */
  static Optional<Box> of(
      ActionSet actions, Language resources, Constraint constraint, String partition) {
    if (resources.isEmpty() || actions.isEmpty()) {
      return Optional.empty();
    }
    ActionSet reachable = Reach.reachable(actions, resources, partition);
    return reachable.isEmpty()
        ? Optional.empty()
        : Optional.of(new Box(reachable, resources, constraint));
  }

  Optional<Box> intersect(Box other, String partition) {
    if (!actions.overlaps(other.actions)) {
      return Optional.empty();
    }
    return constraint
        .and(other.constraint)
        .flatMap(
            both ->
                Box.of(
                    actions.intersect(other.actions),
                    resources.intersect(other.resources),
                    both,
                    partition));
  }

  /** Adds what is in this and not in the other, as disjoint boxes. */
  void minus(Box other, String partition, List<Box> into) {
    Optional<Box> common = intersect(other, partition);
    if (common.isEmpty()) {
      into.add(this);
      return;
    }
    Box shared = common.get();
    Box.of(actions.minus(shared.actions), resources, constraint, partition).ifPresent(into::add);
    Box.of(shared.actions, resources.minus(other.resources), constraint, partition)
        .ifPresent(into::add);
    for (Constraint outside : constraint.minus(other.constraint)) {
      Box.of(shared.actions, shared.resources, outside, partition).ifPresent(into::add);
    }
  }

  /** Whether a request for the action on the resource is in it in some context. */
  public boolean covers(String action, String resource) {
    return actions.contains(action) && resources.matches(resource);
  }
}
