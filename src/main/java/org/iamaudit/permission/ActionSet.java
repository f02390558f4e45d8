package org.iamaudit.permission;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.iamaudit.arn.NameCase;
import org.iamaudit.catalog.Catalog;

/**
 * A set of actions: some of the catalogue's, and whatever lies outside it.
 *
 * <p>Outside are the actions that AWS adds later and those that never existed; they are kept as a
 * language of lower-case names, so that {@code NotAction} and {@code s3:*} mean what they say.
 * Names of the catalogue's own actions do not count in that language.
 */
public final class ActionSet {
  public static final ActionSet NONE = new ActionSet(ActionBits.NONE, OutsideActions.NONE);
  public static final ActionSet ALL = all();

  private final ActionBits known;
  private final OutsideActions outside;

  private ActionSet(ActionBits known, OutsideActions outside) {
    this.known = known;
    this.outside = outside;
  }

  private static ActionSet all() {
    BitSet every = new BitSet();
    every.set(0, Catalog.get().size());
    return new ActionSet(ActionBits.of(every), OutsideActions.ALL);
  }

  /** What the patterns of an {@code Action} element match, see {@link Catalog#expand}. */
  public static ActionSet matching(List<String> patterns) {
    Catalog catalog = Catalog.get();
    BitSet known = new BitSet();
    List<String> outside = new ArrayList<>();
    for (String pattern : patterns) {
      if (pattern.equals("*") || pattern.equals("*:*")) {
        return ALL;
      }
      BitSet expanded = catalog.expand(pattern);
      known.or(expanded);
      boolean literal = pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0;
      if (canMatch(pattern) && !(literal && !expanded.isEmpty())) {
        outside.add(NameCase.lower(pattern));
      }
    }
    return new ActionSet(ActionBits.of(known), OutsideActions.of(outside));
  }

  /**
   * IAM needs a prefix without wildcards and a name; white space is in no action's name
   * (iam-semantics 1.2).
   */
  private static boolean canMatch(String pattern) {
    int colon = pattern.indexOf(':');
    return colon > 0
        && colon < pattern.length() - 1
        && pattern.indexOf(':', colon + 1) < 0
        && pattern.chars().noneMatch(Character::isWhitespace)
        && pattern.substring(0, colon).chars().noneMatch(c -> c == '*' || c == '?');
  }

  /** Just these of the catalogue. */
  public static ActionSet of(BitSet catalogueActions) {
    return new ActionSet(ActionBits.of(catalogueActions), OutsideActions.NONE);
  }

  public ActionSet union(ActionSet other) {
    if (this == other || other.isEmpty()) {
      return this;
    }
    return new ActionSet(known.or(other.known), outside.union(other.outside));
  }

  public ActionSet intersect(ActionSet other) {
    if (this == other || other == ALL) {
      return this;
    }
    if (this == ALL) {
      return other;
    }
    return new ActionSet(known.and(other.known), outside.intersect(other.outside));
  }

  public ActionSet minus(ActionSet other) {
    if (this == other || other == ALL) {
      return NONE;
    }
    return new ActionSet(known.andNot(other.known), outside.minus(other.outside));
  }

  public ActionSet complement() {
    return ALL.minus(this);
  }

  /** The same, of the catalogue's actions only those that the filter keeps. */
  ActionSet keep(ActionBits wanted) {
    ActionBits kept = known.and(wanted);
    return kept.equals(known) ? this : new ActionSet(kept, outside);
  }

  public boolean isEmpty() {
    return known.isEmpty() && outside.isEmpty();
  }

  /** Whether it holds an action of the catalogue. */
  public boolean holdsKnown() {
    return !known.isEmpty();
  }

  /** Whether the two share an action, without making the intersection. */
  public boolean overlaps(ActionSet other) {
    return known.intersects(other.known) || outside.overlaps(other.outside);
  }

  /** How many of the catalogue's actions it holds. */
  public int size() {
    return known.cardinality();
  }

  /** Catalogue numbers, ascending. */
  public IntStream known() {
    return known.stream();
  }

  /** A copy of the catalogue part. */
  public BitSet knownBits() {
    return known.toBitSet();
  }

  /** An action that it holds and the catalogue does not, lower case, if a policy names one. */
  public Optional<String> outsideExample() {
    return outside.example();
  }

  /** Whether a request for the action is in it; compared without case. */
  public boolean contains(String action) {
    var index = Catalog.get().index(action);
    return index.isPresent()
        ? known.get(index.getAsInt())
        : outside.contains(NameCase.lower(action));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ActionSet other
        && known.equals(other.known)
        && outside.equals(other.outside);
  }

  @Override
  public int hashCode() {
    return known.hashCode() * 31 + outside.hashCode();
  }
}
