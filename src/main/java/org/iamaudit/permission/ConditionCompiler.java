package org.iamaudit.permission;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.Language;
import org.iamaudit.arn.NameCase;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.catalog.ConditionKeyType;
import org.iamaudit.permission.ValueSet.TextValues;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.ConditionOperator;
import org.iamaudit.policy.ConditionOperator.Base;
import org.iamaudit.policy.ConditionOperator.Family;
import org.iamaudit.policy.ConditionOperator.Qualifier;
import org.iamaudit.policy.ConditionValues;
import org.iamaudit.policy.VariableText;

/**
 * Turns a condition into {@link Constraint}s, of which one must hold: a set of values of its key
 * where that is exact, else an {@link Atom}. Whatever the operator, its suffix and its set operator
 * come to is said with the positive operator and the presence of the key, so that conditions that
 * exclude each other do so in the sets too.
 *
 * <p>Missing keys follow the table of iam-semantics 3.3: a positive operator is false, a negated
 * one true, {@code IfExists} is true; {@code ForAllValues} is true, {@code ForAnyValue} false.
 */
final class ConditionCompiler {
  private static final List<Constraint> ALWAYS = List.of(Constraint.NONE);
  private static final List<Constraint> NEVER = List.of();

  private final Knowledge knowledge;
  private final boolean variables;

  ConditionCompiler(Knowledge knowledge, boolean variables) {
    this.knowledge = knowledge;
    this.variables = variables;
  }

  /** All conditions of a statement together; empty if no request can satisfy them. */
  List<Constraint> all(List<Condition> conditions) {
    List<Constraint> all = ALWAYS;
    for (Condition condition : conditions) {
      all = Constraint.and(all, one(condition));
    }
    return all;
  }

  /** One condition, as alternatives. */
  List<Constraint> one(Condition condition) {
    Key key = new Key(condition.key());
    ConditionOperator operator = condition.operator();
    if (operator.base().family() == Family.NULL) {
      return isNull(condition, key);
    }
    if (condition.values().isEmpty()) {
      return withoutValues(operator, key);
    }
    if (knowledge.isAbsent(key.name)) {
      return whenAbsent(operator) ? ALWAYS : NEVER;
    }
    if (key.multivalued || (!key.known && operator.qualifier() != Qualifier.NONE)) {
      return many(condition, key);
    }
    return new OperatorValues(knowledge, variables)
        .of(condition, key.type)
        .map(values -> single(operator, key, values))
        .orElseGet(() -> open(condition, key));
  }

  /** A key with its type; one that the catalogue does not know is a text. */
  private static final class Key {
    final String name;
    final boolean known;
    final boolean multivalued;
    final ConditionKeyType type;

    Key(String written) {
      name = NameCase.lower(written);
      Optional<ConditionKeyType> found = Catalog.get().keyType(name);
      known = found.isPresent();
      type = found.orElse(new ConditionKeyType(ConditionKeyType.Kind.STRING, false));
      multivalued = type.multivalued();
    }
  }

  private static boolean whenAbsent(ConditionOperator operator) {
    return switch (operator.qualifier()) {
      case NONE -> operator.ifExists() || operator.base().negated();
      case FOR_ALL_VALUES -> true;
      case FOR_ANY_VALUE -> false;
    };
  }

  /** The key's value lies in the set; decided if it is known. */
  private List<Constraint> in(Key key, ValueSet values) {
    Optional<String> known = knowledge.value(key.name);
    if (known.isPresent() || knowledge.isAbsent(key.name)) {
      boolean holds = known.map(values::contains).orElseGet(values::absent);
      return holds ? ALWAYS : NEVER;
    }
    ValueSet possible = knowledge.possible(key.name, values);
    Optional<ValueSet> form = knowledge.form(key.name);
    if (form.filter(f -> f.intersect(possible.complement()).isEmpty()).isPresent()) {
      return ALWAYS;
    }
    return Constraint.ofKey(key.name, possible).map(List::of).orElse(NEVER);
  }

  private List<Constraint> nothing(Key key, boolean holds) {
    if (key.multivalued && !knowledge.isAbsent(key.name)) {
      return List.of(Constraint.ofAtom(Atom.of(canonical("Null", key, List.of("true"))), holds));
    }
    ValueSet absent = OperatorValues.nothing(key.type);
    return in(key, holds ? absent : absent.complement());
  }

  /** Not even an empty value, which an operator without values tells from none. */
  private List<Constraint> absent(Key key) {
    return key.multivalued && !knowledge.isAbsent(key.name)
        ? List.of(
            Constraint.ofAtom(Atom.of(canonical("StringEqualsIfExists", key, List.of())), true))
        : in(key, OperatorValues.none(key.type).orAbsent());
  }

  private static Condition canonical(String operator, Key key, List<String> values) {
    return new Condition(ConditionOperator.parse(operator).orElseThrow(), key.name, values);
  }

  /** {@code Null}; a set operator makes it constant (iam-semantics D9). */
  private List<Constraint> isNull(Condition condition, Key key) {
    return switch (condition.operator().qualifier()) {
      case FOR_ALL_VALUES -> ALWAYS;
      case FOR_ANY_VALUE -> NEVER;
      case NONE -> {
        List<Constraint> alternatives = new ArrayList<>();
        condition.values().stream()
            .flatMap(v -> ConditionValues.bool(v).stream())
            .distinct()
            .forEach(wanted -> alternatives.addAll(nothing(key, wanted)));
        yield alternatives;
      }
    };
  }

  /** With nothing to compare with, only what has no value can satisfy it. */
  private List<Constraint> withoutValues(ConditionOperator operator, Key key) {
    return !whenAbsent(operator)
        ? NEVER
        : operator.qualifier() == Qualifier.NONE ? absent(key) : nothing(key, true);
  }

  /** The values for which the bare operator holds, made into what suffix and set operator say. */
  private List<Constraint> single(ConditionOperator operator, Key key, ValueSet values) {
    Optional<String> known = knowledge.value(key.name);
    if (known.isPresent()) {
      boolean holds =
          operator.qualifier() != Qualifier.NONE && known.get().isEmpty()
              ? whenAbsent(operator)
              : values.contains(known.get());
      return holds ? ALWAYS : NEVER;
    }
    return switch (operator.qualifier()) {
      case NONE -> in(key, operator.ifExists() ? values.orAbsent() : values);
      case FOR_ALL_VALUES -> in(key, values.union(OperatorValues.nothing(key.type)));
      case FOR_ANY_VALUE ->
          in(key, values.intersect(OperatorValues.nothing(key.type).complement()));
    };
  }

  /** The same with an operator that stays an atom. */
  private List<Constraint> open(Condition condition, Key key) {
    ConditionOperator operator = condition.operator();
    List<Constraint> bare = bare(condition, key);
    return switch (operator.qualifier()) {
      case NONE ->
          operator.ifExists() && !operator.base().negated() ? concat(absent(key), bare) : bare;
      case FOR_ALL_VALUES -> concat(nothing(key, true), bare);
      case FOR_ANY_VALUE -> Constraint.and(nothing(key, false), bare);
    };
  }

  private List<Constraint> bare(Condition condition, Key key) {
    Base base = condition.operator().base();
    if (!base.negated()) {
      Atom atom = atom(condition, Qualifier.NONE, positive(base));
      List<Constraint> holds = List.of(Constraint.ofAtom(atom, true));
      boolean nothingIsEqual =
          base.family() == Family.BINARY && !atom.condition().orElseThrow().values().contains("");
      return nothingIsEqual ? Constraint.and(nothing(key, false), holds) : holds;
    }
    if (base.family() != Family.ARN) {
      return List.of(Constraint.ofAtom(atom(condition, Qualifier.NONE, positive(base)), false));
    }
    if (condition.values().stream().anyMatch(v -> !isSurelyArn(v))) {
      // A value that is no ARN makes the negation false too, and that only the request tells.
      return List.of(Constraint.ofAtom(atom(condition, Qualifier.NONE, Base.ARN_NOT_LIKE), true));
    }
    TextValues arnOrAbsent = new TextValues(true, Language.of(OperatorValues.ANY_ARN));
    Constraint noMatch = Constraint.ofAtom(atom(condition, Qualifier.NONE, Base.ARN_LIKE), false);
    return Constraint.and(in(key, arnOrAbsent), List.of(noMatch));
  }

  private boolean isSurelyArn(String value) {
    return VariableText.parse(value, variables).parts().stream()
            .filter(VariableText.Text.class::isInstance)
            .flatMapToInt(p -> ((VariableText.Text) p).text().chars())
            .filter(c -> c == ':')
            .count()
        >= 5;
  }

  /**
   * A multivalued key needs a set operator; without, only a request that does not carry the key can
   * satisfy the condition (iam-semantics 3.4). {@code ForAnyValue} of a negated operator is the
   * contrary of {@code ForAllValues} of the positive one, and the other way round.
   */
  private List<Constraint> many(Condition condition, Key key) {
    Qualifier qualifier = condition.operator().qualifier();
    Base base = condition.operator().base();
    if (qualifier == Qualifier.NONE) {
      return whenAbsent(condition.operator()) ? absent(key) : NEVER;
    }
    boolean holds = !base.negated() || base.family() == Family.ARN;
    boolean every = (qualifier == Qualifier.FOR_ALL_VALUES) == holds;
    Atom atom =
        atom(condition, every ? Qualifier.FOR_ALL_VALUES : Qualifier.FOR_ANY_VALUE, positive(base));
    boolean none = atom.language().filter(Language::isEmpty).isPresent();
    boolean any = atom.language().filter(l -> l.complement().isEmpty()).isPresent();
    if (none || any) {
      boolean constant = none != every;
      return constant ? (every == holds ? ALWAYS : NEVER) : nothing(key, every == holds);
    }
    return List.of(Constraint.ofAtom(atom, holds));
  }

  /** With known variables put in, so that it means the same for everyone whom it names. */
  private Atom atom(Condition condition, Qualifier qualifier, Base base) {
    List<String> values =
        condition.values().stream()
            .flatMap(v -> canonical(v, base.family()).stream())
            .distinct()
            .sorted()
            .toList();
    Condition canonical =
        new Condition(
            new ConditionOperator(qualifier, base, false), NameCase.lower(condition.key()), values);
    return qualifier == Qualifier.NONE
        ? Atom.of(canonical)
        : Atom.of(canonical, new OperatorValues(knowledge, true).texts(canonical));
  }

  /** Empty if nothing equals the value. */
  private Optional<String> canonical(String value, Family family) {
    if (family == Family.BINARY) {
      return OperatorValues.base64(value).map(Base64.getEncoder()::encodeToString);
    }
    return Optional.of(
        variables
            ? CanonicalText.of(VariableText.parse(value, true), knowledge)
            : CanonicalText.escape(value));
  }

  /** The operator of which this one is the negation, in one spelling; else itself. */
  private static Base positive(Base base) {
    return switch (base) {
      case STRING_NOT_EQUALS -> Base.STRING_EQUALS;
      case STRING_NOT_EQUALS_IGNORE_CASE -> Base.STRING_EQUALS_IGNORE_CASE;
      case STRING_NOT_LIKE -> Base.STRING_LIKE;
      case NUMERIC_NOT_EQUALS -> Base.NUMERIC_EQUALS;
      case DATE_NOT_EQUALS -> Base.DATE_EQUALS;
      case NOT_IP_ADDRESS -> Base.IP_ADDRESS;
      case ARN_EQUALS -> Base.ARN_LIKE;
      case ARN_NOT_EQUALS -> Base.ARN_NOT_LIKE;
      default -> base;
    };
  }

  private static List<Constraint> concat(List<Constraint> a, List<Constraint> b) {
    List<Constraint> both = new ArrayList<>(a);
    both.addAll(b);
    return both;
  }
}
