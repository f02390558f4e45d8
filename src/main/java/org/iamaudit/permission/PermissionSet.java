package org.iamaudit.permission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.Language;

/**
 * A set of requests (action × resource × context): a union of boxes. Immutable.
 *
 * <p>The arithmetic is exact, with the bounds stated at {@link Language} and {@link Atom}: an atom
 * equals only itself, so two sets that differ in spelling of the same opaque condition differ.
 * Requests that no caller can make (a bucket action on an object) are in no set.
 *
 * <p>Cost: difference is the product of the numbers of boxes that share an action; sets of real
 * principals have a handful.
 */
public final class PermissionSet {
  public static final PermissionSet EMPTY = new PermissionSet(List.of());
  public static final PermissionSet EVERYTHING =
      of(ActionSet.ALL, Language.EVERYTHING, Constraint.NONE);

  private final List<Box> boxes;

  /** Made when first asked for; racing threads make the same. */
  private ActionSet actions;

  private PermissionSet(List<Box> boxes) {
    this.boxes = boxes;
  }

  /** Every one of the actions on every one of the resources under the constraint. */
  public static PermissionSet of(ActionSet actions, Language resources, Constraint constraint) {
    return Box.of(actions, resources, constraint)
        .map(b -> new PermissionSet(List.of(b)))
        .orElse(EMPTY);
  }

  /** Of boxes that may overlap. */
  private static PermissionSet of(List<Box> boxes) {
    return boxes.isEmpty() ? EMPTY : new PermissionSet(List.copyOf(Boxes.merge(boxes)));
  }

  /** The union of many. */
  public static PermissionSet union(Collection<PermissionSet> sets) {
    List<Box> all = new ArrayList<>();
    sets.forEach(s -> all.addAll(s.boxes));
    return of(all);
  }

  /** The boxes whose union this is, in a fixed order; they may overlap. */
  public List<Box> boxes() {
    return boxes;
  }

  public boolean isEmpty() {
    return boxes.isEmpty();
  }

  /**
   * Whether a request for an action of the catalogue is in it; what lies outside grants nothing
   * today.
   */
  public boolean holdsKnownAction() {
    return boxes.stream().anyMatch(b -> b.actions().holdsKnown());
  }

  public PermissionSet union(PermissionSet other) {
    return other.isEmpty() || other == this
        ? this
        : isEmpty() ? other : union(List.of(this, other));
  }

  public PermissionSet intersect(PermissionSet other) {
    if (this == other || other == EVERYTHING) {
      return this;
    }
    if (this == EVERYTHING) {
      return other;
    }
    List<Box> common = new ArrayList<>();
    for (Box a : boxes) {
      for (Box b : other.boxes) {
        a.intersect(b).ifPresent(common::add);
      }
    }
    return of(common);
  }

  /** What is in this and not in the other. */
  public PermissionSet minus(PermissionSet other) {
    if (this == other) {
      return EMPTY;
    }
    List<Box> left = boxes;
    for (Box b : other.boxes) {
      if (left.stream().noneMatch(a -> a.actions().overlaps(b.actions()))) {
        continue;
      }
      List<Box> next = new ArrayList<>();
      left.forEach(a -> a.minus(b, next));
      left = next;
    }
    return left == boxes ? this : of(left);
  }

  public boolean contains(PermissionSet other) {
    return other.minus(this).isEmpty();
  }

  /** The part with actions of the given set. */
  public PermissionSet only(ActionSet actions) {
    List<Box> part = new ArrayList<>();
    for (Box box : boxes) {
      Box.of(box.actions().intersect(actions), box.resources(), box.constraint())
          .ifPresent(part::add);
    }
    return of(part);
  }

  /** All actions in it, on whatever resource. */
  public ActionSet actions() {
    ActionSet all = actions;
    if (all == null) {
      all = ActionSet.NONE;
      for (Box box : boxes) {
        all = all.union(box.actions());
      }
      actions = all;
    }
    return all;
  }

  /** Whether everything in it is bound to a condition. */
  public boolean isConditional() {
    return !boxes.isEmpty() && boxes.stream().noneMatch(b -> b.constraint().isFree());
  }

  /** The same actions on the same resources, whatever the conditions. */
  public PermissionSet inAnyContext() {
    List<Box> free = new ArrayList<>();
    for (Box box : boxes) {
      free.add(new Box(box.actions(), box.resources(), Constraint.NONE));
    }
    return of(free);
  }

  /** The first box with an action of the catalogue. */
  public Optional<Box> firstKnown() {
    return boxes.stream().filter(b -> b.actions().holdsKnown()).findFirst();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PermissionSet other && boxes.equals(other.boxes);
  }

  @Override
  public int hashCode() {
    return boxes.hashCode();
  }

  @Override
  public String toString() {
    return boxes.toString();
  }
}
