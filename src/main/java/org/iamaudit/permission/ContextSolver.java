package org.iamaudit.permission;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.iamaudit.arn.Language;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.VariableText;

/**
 * Finds contexts that satisfy the constraint of a box. First each variable that only the request
 * knows is given a value, or left out; then every condition is a set of values of its key again,
 * and a value of each set is taken. So a context is missed only where the right value of a variable
 * is not among the likely ones, or where the operator does not fit the type of its key; then a
 * handful of values that the policies name, and their neighbours, are tried.
 *
 * <p>Cost: at most {@link #ASSIGNMENTS} ways to give values to the variables of a box; real ones
 * have one or two variables.
 */
public final class ContextSolver {
  private static final int ASSIGNMENTS = 300;
  private static final int ALTERNATIVES = 12;
  private static final int ACTIONS = 3;

  /** Decides one condition of the policy language in a context. */
  public interface Test {
    boolean holds(Condition condition, Map<String, List<String>> context);
  }

  /**
   * One way to be in a box.
   *
   * @param context by lower-case key, known keys included; a key that is not in it is absent
   * @param actions of the box that can be asked for one of the resources
   * @param resources of the box, once variables in its patterns have values
   */
  public record Instance(
      Map<String, List<String>> context, ActionSet actions, Language resources) {}

  private final Box box;
  private final Knowledge knowledge;
  private final Test test;
  private final Predicate<Instance> accepts;
  private final Set<String> open = new TreeSet<>();
  private int left = ASSIGNMENTS;

  private ContextSolver(Box box, Knowledge knowledge, Test test, Predicate<Instance> accepts) {
    this.box = box;
    this.knowledge = knowledge;
    this.test = test;
    this.accepts = accepts;
    for (Atom atom : box.constraint().atoms().keySet()) {
      texts(atom).stream()
          .flatMap(text -> text.variables().stream())
          .map(VariableText.Variable::key)
          .filter(key -> knowledge.value(key).isEmpty() && !knowledge.isAbsent(key))
          .filter(key -> !Resolved.isMultivalued(key))
          .forEach(open::add);
    }
  }

  /**
   * Offers instances, simplest first, until one is accepted.
   *
   * @return whether one was
   */
  public static boolean search(
      Box box, Knowledge knowledge, Test test, Predicate<Instance> accepts) {
    ContextSolver solver = new ContextSolver(box, knowledge, test, accepts);
    return solver.assign(knowledge, new ArrayList<>(solver.open), new TreeMap<>());
  }

  private static List<VariableText> texts(Atom atom) {
    return atom.condition()
        .map(c -> c.values().stream().map(v -> VariableText.parse(v, true)).toList())
        .orElseGet(() -> List.of(VariableText.parse(atom.resource().orElseThrow().tail(), true)));
  }

  private boolean assign(Knowledge now, List<String> rest, Map<String, List<String>> context) {
    if (rest.isEmpty()) {
      return left-- > 0 && close(now, context);
    }
    String key = rest.get(0);
    for (Optional<String> value : candidates(key, now)) {
      Map<String, List<String>> more = new TreeMap<>(context);
      value.ifPresent(v -> more.put(key, List.of(v)));
      if (assign(now.with(key, value), rest.subList(1, rest.size()), more)) {
        return true;
      }
    }
    return false;
  }

  /** Likely values of a variable: such that what it stands in is equal to something, or is not. */
  private Set<Optional<String>> candidates(String key, Knowledge now) {
    Set<String> values = new LinkedHashSet<>();
    ValueSet allowed = allowed(box.constraint(), key).orElse(null);
    Optional.ofNullable(knowledge.usual().get(key)).ifPresent(values::add);
    for (Map.Entry<Atom, Boolean> entry : box.constraint().atoms().entrySet()) {
      for (VariableText text : texts(entry.getKey())) {
        if (text.variables().stream().anyMatch(v -> v.key().equals(key))) {
          wholes(entry.getKey(), now)
              .forEach(whole -> VariableValue.in(text, key, whole, now).ifPresent(values::add));
        }
      }
    }
    if (allowed != null) {
      knowledge.example(key, allowed).ifPresent(values::add);
    }
    box.constraint().atoms().keySet().stream()
        .flatMap(a -> a.condition().stream())
        .filter(c -> c.key().equals(key))
        .forEach(c -> values.addAll(LikelyValues.of(c, now)));
    values.addAll(LikelyValues.ofType(key));
    Set<Optional<String>> candidates = new LinkedHashSet<>();
    values.stream()
        .filter(v -> allowed == null || allowed.contains(v))
        .forEach(v -> candidates.add(Optional.of(v)));
    if (allowed == null || allowed.absent()) {
      candidates.add(Optional.empty());
    }
    return candidates;
  }

  private Optional<ValueSet> allowed(Constraint constraint, String key) {
    return Optional.ofNullable(constraint.keys().get(key)).or(() -> knowledge.form(key));
  }

  /** Texts that the texts of an atom are compared with. */
  private List<String> wholes(Atom atom, Knowledge now) {
    List<String> wholes = new ArrayList<>();
    atom.condition()
        .ifPresent(
            condition -> {
              now.value(condition.key()).ifPresent(wholes::add);
              Optional.ofNullable(box.constraint().keys().get(condition.key()))
                  .flatMap(ValueSet::example)
                  .ifPresent(wholes::add);
              box.constraint().atoms().keySet().stream()
                  .flatMap(a -> a.condition().stream())
                  .filter(c -> c.key().equals(condition.key()))
                  .forEach(c -> wholes.addAll(LikelyValues.of(c, now)));
            });
    atom.resource()
        .ifPresent(
            pattern -> {
              Resolved resolved = StatementCompiler.resolve(pattern, true, now);
              Language matched =
                  box.resources().intersect(Language.of(resolved.builder().asResource(true)));
              box.actions()
                  .known()
                  .limit(ACTIONS)
                  .mapToObj(action -> matched.intersect(Reach.resources(action)))
                  .flatMap(reached -> reached.example().stream())
                  .map(whole -> whole.split(":", 6))
                  .filter(parts -> parts.length == 6)
                  .forEach(parts -> wholes.add(parts[5]));
            });
    return wholes;
  }

  /** Every variable has a value: what is left are sets of values and atoms without variables. */
  private boolean close(Knowledge now, Map<String, List<String>> context) {
    Language resources = box.resources();
    List<Constraint> alternatives = List.of(Constraint.NONE);
    for (Map.Entry<Atom, Boolean> entry : box.constraint().atoms().entrySet()) {
      Atom atom = entry.getKey();
      if (atom.resource().isPresent()) {
        Resolved resolved = StatementCompiler.resolve(atom.resource().get(), true, now);
        boolean matchable = resolved.state() != Resolved.State.UNRESOLVABLE;
        Language matched =
            matchable ? Language.of(resolved.builder().asResource(true)) : Language.NOTHING;
        resources = entry.getValue() ? resources.intersect(matched) : resources.minus(matched);
      } else {
        List<Constraint> holds =
            new ConditionCompiler(now, true).one(atom.condition().orElseThrow());
        alternatives =
            Constraint.and(alternatives, entry.getValue() ? holds : Constraint.none(holds));
      }
    }
    Map<String, ValueSet> keys = new TreeMap<>(box.constraint().keys());
    keys.keySet().removeAll(open);
    Constraint plain = new Constraint(new TreeMap<>(keys), new TreeMap<>());
    ActionSet actions = Reach.reachable(box.actions(), resources, knowledge.partition());
    if (resources.isEmpty() || actions.isEmpty()) {
      return false;
    }
    List<Constraint> closed = Constraint.and(List.of(plain), alternatives);
    for (Constraint constraint : closed.subList(0, Math.min(ALTERNATIVES, closed.size()))) {
      for (boolean absent : new boolean[] {true, false}) {
        Optional<Map<String, List<String>>> filled = fill(constraint, now, context, absent);
        if (filled.isPresent() && accepts.test(new Instance(filled.get(), actions, resources))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * A value for each key.
   *
   * @param absent whether keys that may be absent are
   */
  private Optional<Map<String, List<String>>> fill(
      Constraint constraint, Knowledge now, Map<String, List<String>> context, boolean absent) {
    Map<String, List<String>> filled = new TreeMap<>(context);
    knowledge.usual().forEach((key, value) -> filled.putIfAbsent(key, List.of(value)));
    Map<String, Map<Atom, Boolean>> byKey = Constraint.byKey(constraint.atoms());
    constraint
        .keys()
        .forEach(
            (key, values) -> {
              if (!byKey.containsKey(key) && !(absent && values.absent())) {
                Optional.ofNullable(knowledge.usual().get(key))
                    .filter(values::contains)
                    .or(() -> knowledge.example(key, knowledge.possible(key, values)))
                    .ifPresent(v -> filled.put(key, List.of(v)));
              }
            });
    for (Map.Entry<String, Map<Atom, Boolean>> entry : byKey.entrySet()) {
      String key = entry.getKey();
      Optional<List<String>> values =
          candidates(key, entry.getValue(), allowed(constraint, key), now).stream()
              .filter(candidate -> agrees(entry.getValue(), with(filled, key, candidate)))
              .findFirst();
      if (values.isEmpty()) {
        return Optional.empty();
      }
      filled.putAll(with(Map.of(), key, values.get()));
    }
    return Optional.of(filled);
  }

  /** Values for a key of which atoms speak; an empty list stands for absence. */
  private static List<List<String>> candidates(
      String key, Map<Atom, Boolean> atoms, Optional<ValueSet> allowed, Knowledge now) {
    List<List<String>> candidates = new ArrayList<>();
    if (now.value(key).isPresent()) {
      candidates.add(List.of(now.value(key).get()));
      return candidates;
    }
    ManyValues many = new ManyValues();
    atoms.forEach(many::add);
    many.example().ifPresent(candidates::add);
    candidates.add(List.of());
    Set<String> single = new LinkedHashSet<>();
    Optional.ofNullable(now.usual().get(key)).ifPresent(single::add);
    allowed.flatMap(set -> now.example(key, set)).ifPresent(single::add);
    atoms.keySet().stream()
        .flatMap(a -> a.condition().stream())
        .forEach(c -> single.addAll(LikelyValues.of(c, now)));
    single.addAll(LikelyValues.ofType(key));
    single.forEach(v -> candidates.add(List.of(v)));
    candidates.removeIf(
        c ->
            allowed
                .filter(set -> c.isEmpty() ? !set.absent() : !set.contains(c.get(0)))
                .isPresent());
    return candidates;
  }

  private boolean agrees(Map<Atom, Boolean> atoms, Map<String, List<String>> context) {
    return atoms.entrySet().stream()
        .allMatch(a -> test.holds(a.getKey().condition().orElseThrow(), context) == a.getValue());
  }

  private static Map<String, List<String>> with(
      Map<String, List<String>> context, String key, List<String> values) {
    Map<String, List<String>> changed = new TreeMap<>(context);
    if (!values.isEmpty()) {
      changed.put(key, values);
    }
    return changed;
  }
}
