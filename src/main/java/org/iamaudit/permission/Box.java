package org.iamaudit.permission;

import java.util.ArrayList;
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
   */
  static Optional<Box> of(ActionSet actions, Language resources, Constraint constraint) {
    if (resources.isEmpty() || actions.isEmpty()) {
      return Optional.empty();
    }
    ActionSet reachable = Reach.reachable(actions, resources);
    return reachable.isEmpty()
        ? Optional.empty()
        : Optional.of(new Box(reachable, resources, constraint));
  }

  Optional<Box> intersect(Box other) {
    if (!actions.overlaps(other.actions)) {
      return Optional.empty();
    }
    return constraint
        .and(other.constraint)
        .flatMap(
            both ->
                Box.of(
                    actions.intersect(other.actions), resources.intersect(other.resources), both));
  }

  /** Adds what is in this and not in the other, as disjoint boxes. */
  void minus(Box other, List<Box> into) {
    Optional<Box> common = intersect(other);
    if (common.isEmpty()) {
      into.add(this);
      return;
    }
    Box shared = common.get();
    List<Box> parts = new ArrayList<>();
    Box.of(actions.minus(shared.actions), resources, constraint).ifPresent(parts::add);
    Box.of(shared.actions, resources.minus(other.resources), constraint).ifPresent(parts::add);
    for (Constraint outside : constraint.minus(other.constraint)) {
      Box.of(shared.actions, shared.resources, outside).ifPresent(parts::add);
    }
    into.addAll(parts);
  }

  /** Whether a request for the action on the resource is in it in some context. */
  public boolean covers(String action, String resource) {
    return actions.contains(action) && resources.matches(resource);
  }
}
