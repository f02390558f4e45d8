package org.iamaudit.permission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.iamaudit.arn.Language;
import org.iamaudit.catalog.AccessLevel;
import org.iamaudit.catalog.Catalog;

/**
 * A set of requests (action × resource × context): a union of boxes. Immutable.
 *
 * <p>The arithmetic is exact, with the bounds stated at {@link Language} and {@link Atom}: an atom
 * equals only itself, so two sets that differ in spelling of the same opaque condition differ.
 * Requests that no caller can make (a bucket action on an object) are in no set.
 *
 * <p>No request leaves the partition of its principal, so a set is about the principals of one
 * partition, or of any: what is in it for an ARN of another partition is nothing. Sets of any and
 * of one make a set of the one; those of two do not mix.
 *
 * <p>Cost: difference is the product of the numbers of boxes that share an action; sets of real
 * principals have a handful.
 */
public final class PermissionSet {
  /** Of any partition. */
  private static final String ANY = "";

  public static final PermissionSet EMPTY = new PermissionSet(List.of(), ANY);
  public static final PermissionSet EVERYTHING =
      of(ActionSet.ALL, Language.EVERYTHING, Constraint.NONE, ANY);

  private final List<Box> boxes;
  private final String partition;

  /** Made when first asked for; racing threads make the same. */
  private ActionSet actions;

  private PermissionSet(List<Box> boxes, String partition) {
    this.boxes = boxes;
    this.partition = partition;
  }

  /**
   * Every one of the actions on every one of the resources under the constraint, for principals of
   * any partition.
   */
  public static PermissionSet of(ActionSet actions, Language resources, Constraint constraint) {
    return of(actions, resources, constraint, ANY);
  }

  /**
   * The same for principals of one partition.
   *
   * @param partition empty: any
   */
  static PermissionSet of(
      ActionSet actions, Language resources, Constraint constraint, String partition) {
    return Box.of(actions, resources, constraint, partition)
        .map(b -> new PermissionSet(List.of(b), partition))
        .orElse(EMPTY);
  }

  /** Of boxes that may overlap. */
  private static PermissionSet of(List<Box> boxes, String partition) {
    return boxes.isEmpty() ? EMPTY : new PermissionSet(List.copyOf(Boxes.merge(boxes)), partition);
  }

  /** The union of many. */
  public static PermissionSet union(Collection<PermissionSet> sets) {
    String partition = ANY;
    for (PermissionSet set : sets) {
      partition = common(partition, set.partition);
    }
    List<Box> all = new ArrayList<>();
    for (PermissionSet set : sets) {
      all.addAll(set.in(partition).boxes);
    }
    return of(all, partition);
  }

  private static String common(String one, String other) {
    if (!one.equals(ANY) && !other.equals(ANY) && !one.equals(other)) {
      throw new IllegalArgumentException(
          "sets of requests in partitions `" + one + "` and `" + other + "` do not mix");
    }
    return one.equals(ANY) ? other : one;
  }

  /** The requests of principals of that partition; this set itself if it is about them. */
  public PermissionSet in(String wanted) {
    if (partition.equals(common(partition, wanted))) {
      return this;
    }
    List<Box> part = new ArrayList<>();
    for (Box box : boxes) {
      Box.of(box.actions(), box.resources(), box.constraint(), wanted).ifPresent(part::add);
    }
    return of(part, wanted);
  }

  /** The boxes whose union this is, in a fixed order; they may overlap. */
  public List<Box> boxes() {
    return boxes;
  }

  /**
   * The boxes for people to read: the resources of each are one phrase, and each of its actions can
   * be asked for one of them.
   */
  public List<Box> parts() {
    List<Box> parts = new ArrayList<>();
    for (Box box : boxes) {
      List<Language> phrases = box.resources().parts();
      if (phrases.size() == 1) {
        parts.add(box);
        continue;
      }
      for (Language phrase : phrases) {
        Box.of(box.actions(), phrase, box.constraint(), partition).ifPresent(parts::add);
      }
    }
    return parts;
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
    String both = common(partition, other.partition);
    List<Box> common = new ArrayList<>();
    for (Box a : boxes) {
      for (Box b : other.boxes) {
        a.intersect(b, both).ifPresent(common::add);
      }
    }
    return of(common, both);
  }

  /** What is in this and not in the other. */
  public PermissionSet minus(PermissionSet other) {
    if (this == other) {
      return EMPTY;
    }
    String both = common(partition, other.partition);
    PermissionSet mine = in(both);
    List<Box> left = mine.boxes;
    for (Box b : other.boxes) {
      if (left.stream().noneMatch(a -> a.actions().overlaps(b.actions()))) {
        continue;
      }
      List<Box> next = new ArrayList<>();
      left.forEach(a -> a.minus(b, both, next));
      left = next;
    }
    return left == mine.boxes ? mine : of(left, both);
  }

  public boolean contains(PermissionSet other) {
    return other.minus(this).isEmpty();
  }

  /** The part with actions of the given set. */
  public PermissionSet only(ActionSet actions) {
    List<Box> part = new ArrayList<>();
    for (Box box : boxes) {
      Box.of(box.actions().intersect(actions), box.resources(), box.constraint(), partition)
          .ifPresent(part::add);
    }
    return of(part, partition);
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

  /** How many actions of the catalogue it holds, by service prefix and access level. */
  public SortedMap<String, SortedMap<AccessLevel, Integer>> sizes() {
    Catalog catalog = Catalog.get();
    SortedMap<String, SortedMap<AccessLevel, Integer>> sizes = new TreeMap<>();
    actions()
        .known()
        .forEach(
            action ->
                sizes
                    .computeIfAbsent(catalog.serviceOf(action).prefix(), s -> new TreeMap<>())
                    .merge(catalog.level(action), 1, Integer::sum));
    return sizes;
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
    return of(free, partition);
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
