package org.iamaudit.permission;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.Language;

/**
 * Actions that the catalogue does not know: those AWS adds later and those that never existed. A
 * language of lower-case names for each service prefix that a policy mentions, and all or nothing
 * of every other; prefixes hold no wildcards, so the services never mix.
 *
 * @param others whether the actions of services that are not named are in it
 * @param byService by prefix; no language is what {@code others} says anyway
 */
record OutsideActions(boolean others, SortedMap<String, Language> byService) {
  static final OutsideActions NONE = new OutsideActions(false, new TreeMap<>());
  static final OutsideActions ALL = new OutsideActions(true, new TreeMap<>());

  /** Patterns {@code prefix:name}, lower case. */
  static OutsideActions of(List<String> patterns) {
    Map<String, List<Glob>> globs = new HashMap<>();
    for (String pattern : patterns) {
      int colon = pattern.indexOf(':');
      globs
          .computeIfAbsent(pattern.substring(0, colon), p -> new ArrayList<>())
          .add(Glob.of(pattern.substring(colon + 1)));
    }
    SortedMap<String, Language> byService = new TreeMap<>();
    globs.forEach((prefix, names) -> byService.put(prefix, Language.of(names)));
    return new OutsideActions(false, byService);
  }

  private Language in(String prefix) {
    Language named = byService.get(prefix);
    return named != null ? named : others ? Language.EVERYTHING : Language.NOTHING;
  }

  private OutsideActions combine(
      OutsideActions other, boolean rest, BinaryOperator<Language> operation) {
    SortedMap<String, Language> result = new TreeMap<>();
    for (Map<String, Language> side : List.of(byService, other.byService)) {
      for (String prefix : side.keySet()) {
        if (!result.containsKey(prefix)) {
          result.put(prefix, operation.apply(in(prefix), other.in(prefix)));
        }
      }
    }
    result.values().removeIf(l -> rest ? l.isEverything() : l.isEmpty());
    return new OutsideActions(rest, result);
  }

  OutsideActions union(OutsideActions other) {
    return this == ALL || other == NONE
        ? this
        : combine(other, others || other.others, Language::union);
  }

  OutsideActions intersect(OutsideActions other) {
    return this == NONE || other == ALL
        ? this
        : combine(other, others && other.others, Language::intersect);
  }

  OutsideActions minus(OutsideActions other) {
    return this == NONE || other == NONE
        ? this
        : combine(other, others && !other.others, Language::minus);
  }

  boolean isEmpty() {
    return !others && byService.isEmpty();
  }

  /** One of them, lower case; empty if only services that no policy names are in it. */
  Optional<String> example() {
    return byService.entrySet().stream()
        .flatMap(e -> e.getValue().example().map(name -> e.getKey() + ":" + name).stream())
        .findFirst();
  }

  boolean overlaps(OutsideActions other) {
    return (!isEmpty() && !other.isEmpty()) && !intersect(other).isEmpty();
  }

  /** Whether an action, lower case, is in it. */
  boolean contains(String action) {
    int colon = action.indexOf(':');
    return colon < 0 ? others : in(action.substring(0, colon)).matches(action.substring(colon + 1));
  }
}
