package org.iamaudit.evaluate;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.permission.Atom;
import org.iamaudit.permission.Constraint;
import org.iamaudit.permission.ValueSet;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.ConditionOperator;
import org.iamaudit.policy.ConditionValues;
import org.iamaudit.policy.IpRange;
import org.iamaudit.policy.VariableText;

/**
 * Finds contexts that satisfy a constraint: a value of each key's set, and for each atom values for
 * which the concrete evaluator finds the condition to hold, or not to. Tries a handful of likely
 * values, so it may miss a context; whatever it returns is checked against the whole decision
 * afterwards.
 */
final class ContextSearch {
  private static final int MOST = 12;
  private static final String OTHER = "another-value";

  private final Map<String, List<String>> known;
  private final Constraint constraint;
  private final List<Map<String, List<String>>> found = new ArrayList<>();

  private ContextSearch(Map<String, List<String>> known, Constraint constraint) {
    this.known = known;
    this.constraint = constraint;
  }

  /**
   * Contexts that carry the known keys and satisfy the constraint, simplest first.
   *
   * @param known keys that every request of the principal carries, lower case
   */
  static List<Map<String, List<String>>> of(
      Map<String, List<String>> known, Constraint constraint) {
    ContextSearch search = new ContextSearch(known, constraint);
    search.keys();
    return search.found;
  }

  private void keys() {
    Map<String, List<String>> absentFirst = new TreeMap<>(known);
    Map<String, List<String>> presentFirst = new TreeMap<>(known);
    for (Map.Entry<String, ValueSet> entry : constraint.keys().entrySet()) {
      Optional<String> value = entry.getValue().example();
      value.ifPresent(v -> presentFirst.put(entry.getKey(), List.of(v)));
      if (!entry.getValue().absent()) {
        value.ifPresent(v -> absentFirst.put(entry.getKey(), List.of(v)));
      }
    }
    List<Map.Entry<Atom, Boolean>> atoms =
        constraint.atoms().entrySet().stream()
            .filter(e -> e.getKey().condition().isPresent())
            .toList();
    atoms(absentFirst, atoms, 0);
    if (!presentFirst.equals(absentFirst)) {
      atoms(presentFirst, atoms, 0);
    }
  }

  private void atoms(
      Map<String, List<String>> context, List<Map.Entry<Atom, Boolean>> atoms, int at) {
    if (found.size() >= MOST) {
      return;
    }
    if (at == atoms.size()) {
      // A later atom may have changed a key that an earlier one looked at.
      if (atoms.stream().allMatch(a -> holds(a.getKey(), context) == a.getValue())) {
        found.add(context);
      }
      return;
    }
    Atom atom = atoms.get(at).getKey();
    for (Map<String, List<String>> candidate : candidates(context, atom)) {
      if (holds(atom, candidate) == atoms.get(at).getValue()) {
        atoms(candidate, atoms, at + 1);
      }
    }
  }

  private static boolean holds(Atom atom, Map<String, List<String>> context) {
    return ConditionEvaluator.test(
        atom.condition().orElseThrow(), RequestContext.of(context), true);
  }

  /** The context as it is, then with each value of the policy, with all, with others. */
  private List<Map<String, List<String>>> candidates(Map<String, List<String>> context, Atom atom) {
    Condition condition = atom.condition().orElseThrow();
    List<Map<String, List<String>>> candidates = new ArrayList<>();
    candidates.add(context);
    String key = condition.key().toLowerCase(Locale.ROOT);
    if (known.containsKey(key)) {
      condition.values().forEach(v -> equate(v, known.get(key), context, candidates));
      return candidates;
    }
    if (constraint.keys().containsKey(key)) {
      return candidates;
    }
    Map<String, List<String>> filled = new TreeMap<>(context);
    List<String> matching = new ArrayList<>();
    for (String value : valuesOf(key)) {
      matching.add(instance(value, filled));
    }
    for (String value : matching) {
      candidates.add(with(filled, key, List.of(value)));
      beside(value).forEach(v -> candidates.add(with(filled, key, List.of(v))));
    }
    candidates.add(with(filled, key, matching));
    candidates.add(with(filled, key, List.of(OTHER)));
    List<String> mixed = new ArrayList<>(matching);
    mixed.add(OTHER);
    candidates.add(with(filled, key, mixed));
    candidates.add(with(context, key, List.of(OTHER)));
    return candidates;
  }

  /** What any atom compares the key with, since one value must satisfy them all. */
  private List<String> valuesOf(String key) {
    return constraint.atoms().keySet().stream()
        .flatMap(a -> a.condition().stream())
        .filter(c -> c.key().equalsIgnoreCase(key))
        .filter(c -> c.operator().base() != ConditionOperator.Base.NULL)
        .flatMap(c -> c.values().stream())
        .distinct()
        .toList();
  }

  /** Gives the variable that a value consists of the principal's own value, then another. */
  private static void equate(
      String value,
      List<String> own,
      Map<String, List<String>> context,
      List<Map<String, List<String>>> into) {
    List<VariableText.Part> parts = VariableText.parse(value, true).parts();
    if (parts.size() == 1 && parts.get(0) instanceof VariableText.Variable variable) {
      String key = variable.key().toLowerCase(Locale.ROOT);
      into.add(with(context, key, own));
      into.add(with(context, key, List.of(OTHER)));
    }
  }

  /**
   * The pattern with its variables replaced; those that the context lacks are given a value in it.
   */
  static String substitute(String pattern, Map<String, List<String>> context) {
    StringBuilder text = new StringBuilder();
    for (VariableText.Part part : VariableText.parse(pattern, true).parts()) {
      if (part instanceof VariableText.Text plain) {
        text.append(plain.text());
      } else if (part instanceof VariableText.Escaped escaped) {
        text.append(escaped.character());
      } else if (part instanceof VariableText.Variable variable) {
        String key = variable.key().toLowerCase(Locale.ROOT);
        text.append(context.computeIfAbsent(key, k -> List.of("value")).get(0));
      }
    }
    return text.toString();
  }

  /** A text that the pattern matches; of a block of addresses the first. */
  private static String instance(String pattern, Map<String, List<String>> context) {
    String text = substitute(pattern, context).replace('?', 'x').replace("*", "x");
    int slash = text.indexOf('/');
    return slash > 0 && IpRange.parse(text).isPresent() ? text.substring(0, slash) : text;
  }

  /** Numbers and moments just beside a border. */
  private static List<String> beside(String value) {
    Optional<BigDecimal> number =
        ConditionValues.number(value).or(() -> ConditionValues.epochSeconds(value));
    return number
        .map(
            n ->
                List.of(
                    n.add(BigDecimal.ONE).toPlainString(),
                    n.subtract(BigDecimal.ONE).toPlainString()))
        .orElse(List.of());
  }

  private static Map<String, List<String>> with(
      Map<String, List<String>> context, String key, List<String> values) {
    Map<String, List<String>> changed = new TreeMap<>(context);
    changed.put(key, values);
    return changed;
  }
}
