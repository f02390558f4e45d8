package org.iamaudit.permission;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.arn.Language;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.catalog.ConditionKeyType;
import org.iamaudit.permission.ValueSet.BoolValues;
import org.iamaudit.permission.ValueSet.NumberValues;
import org.iamaudit.permission.ValueSet.TextValues;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.ConditionOperator.Base;
import org.iamaudit.policy.ConditionOperator.Family;
import org.iamaudit.policy.ConditionOperator.Qualifier;
import org.iamaudit.policy.ConditionValues;
import org.iamaudit.policy.VariableText;

/**
 * Turns a condition into a {@link Constraint}: a set of values of its key where that is exact, else
 * an {@link Atom}.
 *
 * <p>Missing keys follow the table of iam-semantics 3.3: a positive operator is false, a negated
 * one true, {@code IfExists} is true.
 */
final class ConditionCompiler {
  /** Six parts; the negated ARN operators are false for anything else. */
  private static final Glob ANY_ARN = new GlobBuilder().pattern("*:*:*:*:*:*").asArn();

  private static final ValueSet TEXT_NULL = new TextValues(true, Language.ofLiterals(List.of("")));

  private final Knowledge knowledge;
  private final boolean variables;

  ConditionCompiler(Knowledge knowledge, boolean variables) {
    this.knowledge = knowledge;
    this.variables = variables;
  }

  /** All conditions of a statement together; empty if no request can satisfy them. */
  Optional<Constraint> all(List<Condition> conditions) {
    Optional<Constraint> all = Optional.of(Constraint.NONE);
    for (Condition condition : conditions) {
      all = all.flatMap(a -> one(condition).flatMap(a::and));
    }
    return all;
  }

  private Optional<Constraint> one(Condition condition) {
    String key = condition.key().toLowerCase(Locale.ROOT);
    Optional<ValueSet> values = values(condition);
    if (values.isEmpty()) {
      return Optional.of(Constraint.ofAtom(atom(condition), true));
    }
    Optional<String> known = knowledge.value(key);
    if (known.isPresent() || knowledge.isAbsent(key)) {
      boolean holds =
          known.isPresent() ? values.get().contains(known.get()) : values.get().absent();
      return holds ? Optional.of(Constraint.NONE) : Optional.empty();
    }
    return Constraint.ofKey(key, values.get());
  }

  /**
   * The atom, with known variables put in, so that it means the same for everyone whom it names.
   */
  private Atom atom(Condition condition) {
    List<String> values =
        condition.values().stream()
            .map(
                v -> variables ? substitute(VariableText.parse(v, true)) : v.replace("${", "${$}{"))
            .toList();
    return Atom.of(new Condition(condition.operator(), condition.key(), values));
  }

  private String substitute(VariableText text) {
    StringBuilder result = new StringBuilder();
    for (VariableText.Part part : text.parts()) {
      if (part instanceof VariableText.Text plain) {
        result.append(plain.text());
      } else if (part instanceof VariableText.Escaped escaped) {
        result.append("${").append(escaped.character()).append('}');
      } else if (part instanceof VariableText.Variable variable) {
        Optional<String> value = knowledge.value(variable.key());
        result.append(
            value.map(v -> v.replaceAll("[*?$]", "\\${$0}")).orElseGet(() -> written(variable)));
      }
    }
    return result.toString();
  }

  private static String written(VariableText.Variable variable) {
    return "${"
        + variable.key()
        + variable.defaultValue().map(d -> ", '" + d + "'").orElse("")
        + "}";
  }

  /**
   * The values for which the condition holds; empty if it cannot be said as a set of single values.
   */
  private Optional<ValueSet> values(Condition condition) {
    ConditionKeyType type =
        Catalog.get()
            .keyType(condition.key())
            .orElse(new ConditionKeyType(ConditionKeyType.Kind.STRING, false));
    if (condition.operator().qualifier() != Qualifier.NONE || type.multivalued()) {
      return Optional.empty();
    }
    Base base = condition.operator().base();
    if (base.family() == Family.NULL) {
      return isNull(condition, type);
    }
    Optional<ValueSet> matched = matched(condition, type);
    Optional<ValueSet> holds = base.negated() ? matched.map(m -> negate(base, m)) : matched;
    return condition.operator().ifExists() ? holds.map(ValueSet::orAbsent) : holds;
  }

  private static ValueSet negate(Base base, ValueSet matched) {
    ValueSet rest = matched.complement();
    return base.family() == Family.ARN && rest instanceof TextValues text
        ? new TextValues(text.absent(), text.present().intersect(Language.of(ANY_ARN)))
        : rest;
  }

  private static Optional<ValueSet> isNull(Condition condition, ConditionKeyType type) {
    if (condition.values().size() != 1) {
      return Optional.empty();
    }
    ValueSet absent =
        switch (type.kind()) {
          case STRING, ARN -> TEXT_NULL;
          case BOOL -> new BoolValues(true, false, false);
          case NUMERIC, DATE, IP_ADDRESS ->
              new NumberValues(numberKind(type), true, false, Intervals.NONE);
        };
    return ConditionValues.bool(condition.values().get(0))
        .map(isNull -> isNull ? absent : absent.complement());
  }

  private static NumberValues.Kind numberKind(ConditionKeyType type) {
    return switch (type.kind()) {
      case DATE -> NumberValues.Kind.DATE;
      case IP_ADDRESS -> NumberValues.Kind.ADDRESS;
      case NUMERIC, STRING, ARN, BOOL -> NumberValues.Kind.NUMBER;
    };
  }

  /** The values that the positive form of the operator matches; absence never among them. */
  private Optional<ValueSet> matched(Condition condition, ConditionKeyType type) {
    return switch (type.kind()) {
      case STRING, ARN -> texts(condition);
      case BOOL -> booleans(condition);
      case NUMERIC -> numbers(condition, NumberValues.Kind.NUMBER, Family.NUMERIC);
      case DATE -> numbers(condition, NumberValues.Kind.DATE, Family.DATE);
      case IP_ADDRESS -> addresses(condition);
    };
  }

  private Optional<ValueSet> texts(Condition condition) {
    Base base = condition.operator().base();
    if (base.family() == Family.BOOL) {
      List<Glob> globs = new ArrayList<>();
      for (String value : condition.values()) {
        ConditionValues.bool(value)
            .ifPresent(
                b -> globs.add(new GlobBuilder().ignoreCase().literal(b.toString()).asString()));
      }
      return Optional.of(new TextValues(false, Language.of(globs)));
    }
    if (base.family() != Family.STRING && base.family() != Family.ARN) {
      return Optional.empty();
    }
    boolean wildcards =
        base.family() == Family.ARN || base == Base.STRING_LIKE || base == Base.STRING_NOT_LIKE;
    boolean ignoreCase =
        base == Base.STRING_EQUALS_IGNORE_CASE || base == Base.STRING_NOT_EQUALS_IGNORE_CASE;
    List<Glob> globs = new ArrayList<>();
    for (String value : condition.values()) {
      Resolved resolved = Resolved.of(VariableText.parse(value, variables), knowledge, wildcards);
      if (resolved.state() == Resolved.State.OPEN) {
        return Optional.empty();
      }
      if (resolved.state() == Resolved.State.UNRESOLVABLE) {
        continue;
      }
      GlobBuilder builder = resolved.builder();
      if (base.family() == Family.ARN) {
        if (builder.parts() == 6) {
          globs.add(builder.asArn());
        }
      } else {
        globs.add((ignoreCase ? builder.ignoreCase() : builder).asString());
      }
    }
    return Optional.of(new TextValues(false, Language.of(globs)));
  }

  /**
   * {@code Bool} on a Boolean key, or a string operator without wildcards that names the values
   * themselves.
   */
  private Optional<ValueSet> booleans(Condition condition) {
    Base base = condition.operator().base();
    boolean plain =
        base.family() == Family.BOOL
            || base == Base.STRING_EQUALS
            || base == Base.STRING_EQUALS_IGNORE_CASE;
    if (!plain || condition.values().stream().anyMatch(v -> v.contains("${"))) {
      return Optional.empty();
    }
    boolean holdsTrue = false;
    boolean holdsFalse = false;
    for (String value : condition.values()) {
      Optional<Boolean> read = ConditionValues.bool(value);
      if (base == Base.STRING_EQUALS && !value.equals(value.toLowerCase(Locale.ROOT))) {
        return Optional.empty();
      }
      holdsTrue |= read.filter(b -> b).isPresent();
      holdsFalse |= read.filter(b -> !b).isPresent();
    }
    return Optional.of(new BoolValues(false, holdsTrue, holdsFalse));
  }

  private static Optional<ValueSet> numbers(
      Condition condition, NumberValues.Kind kind, Family family) {
    Base base = condition.operator().base();
    if (base.family() != family) {
      return Optional.empty();
    }
    Intervals all = Intervals.NONE;
    for (String value : condition.values()) {
      Optional<BigDecimal> number = kind.read(value);
      if (number.isPresent()) {
        all = all.union(compared(base, number.get()));
      }
    }
    return Optional.of(new NumberValues(kind, false, false, all));
  }

  private static Intervals compared(Base base, BigDecimal number) {
    return switch (base) {
      case NUMERIC_LESS_THAN, DATE_LESS_THAN -> Intervals.below(number, false);
      case NUMERIC_LESS_THAN_EQUALS, DATE_LESS_THAN_EQUALS -> Intervals.below(number, true);
      case NUMERIC_GREATER_THAN, DATE_GREATER_THAN -> Intervals.above(number, false);
      case NUMERIC_GREATER_THAN_EQUALS, DATE_GREATER_THAN_EQUALS -> Intervals.above(number, true);
      default -> Intervals.just(number);
    };
  }

  private static Optional<ValueSet> addresses(Condition condition) {
    if (condition.operator().base().family() != Family.IP_ADDRESS) {
      return Optional.empty();
    }
    Intervals all = Intervals.NONE;
    for (String value : condition.values()) {
      Optional<Intervals> range = NumberValues.Kind.range(value);
      if (range.isPresent()) {
        all = all.union(range.get());
      }
    }
    return Optional.of(new NumberValues(NumberValues.Kind.ADDRESS, false, false, all));
  }

  /** Whether a condition says different things for different principals. */
  static boolean dependsOnPrincipal(Condition condition, boolean variables) {
    return Knowledge.concernsPrincipal(condition.key())
        || (variables
            && condition.values().stream()
                .flatMap(v -> VariableText.parse(v, true).variables().stream())
                .anyMatch(v -> Knowledge.concernsPrincipal(v.key())));
  }
}
