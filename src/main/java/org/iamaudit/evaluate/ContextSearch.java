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
      found.add(context);
      return;
    }
    Condition condition = atoms.get(at).getKey().condition().orElseThrow();
    for (Map<String, List<String>> candidate : candidates(context, condition)) {
      boolean holds = ConditionEvaluator.test(condition, RequestContext.of(candidate), true);
      if (holds == atoms.get(at).getValue()) {
        atoms(candidate, atoms, at + 1);
      }
    }
  }

  /**
   * The context as it is, then with the key absent, with each value of the policy, with all, with
   * others.
   */
  private List<Map<String, List<String>>> candidates(
      Map<String, List<String>> context, Condition condition) {
    List<Map<String, List<String>>> candidates = new ArrayList<>();
    candidates.add(context);
    String key = condition.key().toLowerCase(Locale.ROOT);
    if (known.containsKey(key) || constraint.keys().containsKey(key)) {
      return candidates;
    }
    Map<String, List<String>> filled = new TreeMap<>(context);
    List<String> matching = new ArrayList<>();
    for (String value : condition.values()) {
      matching.add(instance(value, filled));
    }
    for (String value : matching) {
      candidates.add(with(filled, key, List.of(value)));
      beside(value).forEach(v -> candidates.add(with(filled, key, List.of(v))));
    }
    candidates.add(with(filled, key, matching));
    candidates.add(with(filled, key, List.of("another-value")));
    List<String> mixed = new ArrayList<>(matching);
    mixed.add("another-value");
    candidates.add(with(filled, key, mixed));
    candidates.add(with(context, key, List.of("another-value")));
    return candidates;
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
