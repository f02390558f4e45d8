package org.iamaudit.permission;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What must hold of a request's context: for each named key its value lies in a set, and each named
 * atom holds or does not. Everything else is free. Immutable and satisfiable, as far as atoms are
 * independent of each other; those on one multivalued key are looked at together.
 *
 * @param keys by lower-case condition key; no set is empty or everything
 * @param atoms whether the atom must hold
 */
public record Constraint(SortedMap<String, ValueSet> keys, SortedMap<Atom, Boolean> atoms) {
  /** Every context. */
  public static final Constraint NONE = new Constraint(new TreeMap<>(), new TreeMap<>());

  public Constraint {
    keys = copy(keys);
    atoms = copy(atoms);
  }

  private static <K, V> SortedMap<K, V> copy(SortedMap<K, V> map) {
    return map.isEmpty()
        ? Collections.emptySortedMap()
        : Collections.unmodifiableSortedMap(new TreeMap<>(map));
  }

  /** The key's value lies in the set; empty if none can. */
  static Optional<Constraint> ofKey(String key, ValueSet values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        values.isEverything()
            ? NONE
            : new Constraint(new TreeMap<>(Map.of(key, values)), new TreeMap<>()));
  }

  static Constraint ofAtom(Atom atom, boolean holds) {
    return new Constraint(new TreeMap<>(), new TreeMap<>(Map.of(atom, holds)));
  }

  /** Whether every context satisfies it. */
  public boolean isFree() {
    return keys.isEmpty() && atoms.isEmpty();
  }

  /** Both; empty if nothing satisfies both. */
  Optional<Constraint> and(Constraint other) {
    if (other.isFree() || this == other) {
      return Optional.of(this);
    }
    if (isFree()) {
      return Optional.of(other);
    }
    SortedMap<String, ValueSet> bothKeys = new TreeMap<>(keys);
    for (Map.Entry<String, ValueSet> entry : other.keys.entrySet()) {
      ValueSet mine = keys.get(entry.getKey());
      ValueSet common = mine == null ? entry.getValue() : mine.intersect(entry.getValue());
      if (common.isEmpty()) {
        return Optional.empty();
      }
      bothKeys.put(entry.getKey(), common);
    }
    SortedMap<Atom, Boolean> bothAtoms = new TreeMap<>(atoms);
    for (Map.Entry<Atom, Boolean> entry : other.atoms.entrySet()) {
      Boolean mine = bothAtoms.put(entry.getKey(), entry.getValue());
      if (mine != null && !mine.equals(entry.getValue())) {
        return Optional.empty();
      }
    }
    return !bothAtoms.isEmpty() && !canHold(bothKeys, bothAtoms)
        ? Optional.empty()
        : Optional.of(new Constraint(bothKeys, bothAtoms));
  }

  private static boolean canHold(Map<String, ValueSet> keys, Map<Atom, Boolean> atoms) {
    return atoms.entrySet().stream().noneMatch(e -> e.getValue() && e.getKey().isExcluded(keys))
        && (atoms.size() == 1 || canHold(atoms));
  }

  private static boolean canHold(Map<Atom, Boolean> atoms) {
    return byKey(atoms).values().stream().allMatch(ManyValues::canHold)
        && atoms.keySet().stream()
            .filter(atoms::get)
            .allMatch(held -> atoms.entrySet().stream().noneMatch(e -> contradicts(held, e)));
  }

  private static boolean contradicts(Atom held, Map.Entry<Atom, Boolean> other) {
    return other.getValue()
        ? AtomOrder.exclude(held, other.getKey())
        : AtomOrder.implies(held, other.getKey());
  }

  /** The atoms that ask for a key, by key. */
  static Map<String, Map<Atom, Boolean>> byKey(Map<Atom, Boolean> atoms) {
    Map<String, Map<Atom, Boolean>> byKey = new TreeMap<>();
    atoms.forEach(
        (atom, holds) ->
            atom.condition()
                .ifPresent(
                    c -> byKey.computeIfAbsent(c.key(), k -> new TreeMap<>()).put(atom, holds)));
    return byKey;
  }

  /** Each of some alternatives together with each of others, without those that cannot hold. */
  static List<Constraint> and(List<Constraint> some, List<Constraint> others) {
    List<Constraint> both = new ArrayList<>();
    for (Constraint a : some) {
      for (Constraint b : others) {
        a.and(b).ifPresent(both::add);
      }
    }
    return both;
  }

  /** Contexts that satisfy this and not the other, as disjoint constraints. */
  List<Constraint> minus(Constraint other) {
    List<Constraint> left = new ArrayList<>();
    Optional<Constraint> rest = Optional.of(this);
    for (Map.Entry<String, ValueSet> entry : other.keys.entrySet()) {
      ValueSet outside = entry.getValue().complement();
      rest.flatMap(r -> ofKey(entry.getKey(), outside).flatMap(r::and)).ifPresent(left::add);
      rest = rest.flatMap(r -> ofKey(entry.getKey(), entry.getValue()).flatMap(r::and));
    }
    for (Map.Entry<Atom, Boolean> entry : other.atoms.entrySet()) {
      Constraint not = ofAtom(entry.getKey(), !entry.getValue());
      rest.flatMap(r -> r.and(not)).ifPresent(left::add);
      Constraint same = ofAtom(entry.getKey(), entry.getValue());
      rest = rest.flatMap(r -> r.and(same));
    }
    return left;
  }

  /** Contexts that satisfy none of some alternatives. */
  static List<Constraint> none(List<Constraint> alternatives) {
    List<Constraint> left = List.of(NONE);
    for (Constraint one : alternatives) {
      left = left.stream().flatMap(c -> c.minus(one).stream()).toList();
    }
    return left;
  }

  /** Whether every context that satisfies the other satisfies this. */
  boolean contains(Constraint other) {
    return isFree() || other.minus(this).isEmpty();
  }
}
