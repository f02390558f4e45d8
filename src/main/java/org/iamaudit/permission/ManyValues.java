package org.iamaudit.permission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.Language;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.ConditionOperator.Base;
import org.iamaudit.policy.ConditionOperator.Qualifier;

/**
 * What several atoms together say of one multivalued key: which values it may have, and which it
 * must have among them. Exact: the demands "every value is in this language" become one language,
 * and each demand "some value is in that language" can be met by a value of its own.
 */
final class ManyValues {
  private static final Language EMPTY_TEXT = Language.of(Glob.literal(""));

  private boolean absent;
  private boolean present;
  private boolean nothing;
  private boolean something;
  private Language all = Language.EVERYTHING;
  private final List<Language> some = new ArrayList<>();

  /** Adds an atom on the key; of one with open variables only that it needs a value. */
  void add(Atom atom, boolean holds) {
    if (atom.condition().isEmpty()) {
      return;
    }
    Condition condition = atom.condition().get();
    Qualifier qualifier = condition.operator().qualifier();
    if (condition.operator().base() == Base.NULL) {
      nothing |= holds;
      something |= !holds;
      return;
    }
    if (qualifier == Qualifier.NONE && condition.values().isEmpty()) {
      absent |= holds;
      present |= !holds;
      return;
    }
    boolean every = qualifier == Qualifier.FOR_ALL_VALUES;
    something |= qualifier != Qualifier.NONE && every != holds;
    if (qualifier == Qualifier.NONE || atom.language().isEmpty()) {
      return;
    }
    Language language = atom.language().get();
    if (every == holds) {
      all = every ? all.intersect(language) : all.minus(language);
    } else {
      some.add(every ? language.complement() : language);
    }
  }

  /** Whether a request can carry such values. */
  static boolean canHold(Map<Atom, Boolean> atomsOfOneKey) {
    ManyValues values = new ManyValues();
    atomsOfOneKey.forEach(values::add);
    return values.isSatisfiable();
  }

  private boolean isSatisfiable() {
    if ((absent && present) || ((absent || nothing) && something)) {
      return false;
    }
    return !something
        || (some.stream().allMatch(s -> s.overlaps(all)) && !all.minus(EMPTY_TEXT).isEmpty());
  }

  /** Values that meet all demands, none for absence; empty if none were found. */
  Optional<List<String>> example() {
    if (!isSatisfiable()) {
      return Optional.empty();
    }
    if (!something) {
      return Optional.of(present ? List.of("") : List.of());
    }
    TreeSet<String> values = new TreeSet<>();
    for (Language wanted : some) {
      Language both = wanted.intersect(all);
      Optional<String> value = both.minus(EMPTY_TEXT).example().or(both::example);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    if (values.stream().allMatch(String::isEmpty)) {
      all.minus(EMPTY_TEXT).example().ifPresent(values::add);
    }
    return Optional.of(List.copyOf(values));
  }
}
