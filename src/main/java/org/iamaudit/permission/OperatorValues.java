package org.iamaudit.permission;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.arn.Language;
import org.iamaudit.arn.NameCase;
import org.iamaudit.catalog.ConditionKeyType;
import org.iamaudit.catalog.ConditionKeyType.Kind;
import org.iamaudit.permission.ValueSet.BoolValues;
import org.iamaudit.permission.ValueSet.NumberValues;
import org.iamaudit.permission.ValueSet.TextValues;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.ConditionOperator.Base;
import org.iamaudit.policy.ConditionOperator.Family;
import org.iamaudit.policy.ConditionValues;
import org.iamaudit.policy.VariableText;

/**
 * The values of a single-valued key for which an operator holds, its suffix and set operator left
 * aside: a positive one never for absence, a negated one always.
 */
final class OperatorValues {
  /** The negated ARN operators are false for anything else. */
  static final Glob ANY_ARN = new GlobBuilder().pattern("arn:*:*:*:*:*").asArn();

  private static final Language EMPTY_TEXT = Language.of(Glob.literal(""));

  private final Knowledge knowledge;
  private final boolean variables;

  OperatorValues(Knowledge knowledge, boolean variables) {
    this.knowledge = knowledge;
    this.variables = variables;
  }

  /** No value and not absence either. */
  static ValueSet none(ConditionKeyType type) {
    return switch (type.kind()) {
      case STRING, ARN -> new TextValues(false, Language.NOTHING);
      case BOOL -> new BoolValues(false, false, false);
      case NUMERIC -> new NumberValues(NumberValues.Kind.NUMBER, false, Intervals.NONE);
      case DATE -> new NumberValues(NumberValues.Kind.DATE, false, Intervals.NONE);
      case IP_ADDRESS -> new NumberValues(NumberValues.Kind.ADDRESS, false, Intervals.NONE);
    };
  }

  /** What {@code Null} and the set operators take for no value: absence, and the empty text. */
  static ValueSet nothing(ConditionKeyType type) {
    return type.kind() == Kind.STRING || type.kind() == Kind.ARN
        ? new TextValues(true, EMPTY_TEXT)
        : none(type).orAbsent();
  }

  /** Empty if it cannot be said as a set of values. */
  Optional<ValueSet> of(Condition condition, ConditionKeyType type) {
    Base base = condition.operator().base();
    if (neverMatches(condition)) {
      return Optional.of(base.negated() ? none(type).complement() : none(type));
    }
    if (neverFits(condition, type.kind())) {
      return Optional.of(absentIf(base, none(type)));
    }
    return switch (type.kind()) {
      case STRING, ARN -> ofText(condition);
      case BOOL -> texts(condition).map(OperatorValues::asBool).map(v -> absentIf(base, v));
      case NUMERIC -> numbers(condition, NumberValues.Kind.NUMBER, Family.NUMERIC);
      case DATE -> numbers(condition, NumberValues.Kind.DATE, Family.DATE);
      case IP_ADDRESS -> addresses(condition);
    };
  }

  /** Whether no value of the policy is one of the operator's kind. */
  private static boolean neverMatches(Condition condition) {
    return condition.values().stream()
        .allMatch(
            value ->
                switch (condition.operator().base().family()) {
                  case NUMERIC -> NumberValues.Kind.NUMBER.read(value).isEmpty();
                  case DATE -> NumberValues.Kind.DATE.read(value).isEmpty();
                  case IP_ADDRESS -> NumberValues.Kind.range(value).isEmpty();
                  case BINARY -> base64(value).isEmpty();
                  case STRING, ARN, BOOL, NULL -> false;
                });
  }

  /**
   * Whether no value of the key can satisfy the operator: no date is an ARN, or true. A negated ARN
   * operator whose variable has no value compares with nothing, and holds for all.
   */
  private boolean neverFits(Condition condition, Kind kind) {
    Base base = condition.operator().base();
    boolean arn = base.family() == Family.ARN && !(base.negated() && hasVariable(condition));
    return switch (kind) {
      case STRING, ARN -> false;
      case BOOL -> arn;
      case NUMERIC, DATE, IP_ADDRESS -> arn || base.family() == Family.BOOL;
    };
  }

  private boolean hasVariable(Condition condition) {
    return condition.values().stream()
        .anyMatch(value -> !VariableText.parse(value, variables).variables().isEmpty());
  }

  static Optional<byte[]> base64(String value) {
    try {
      return Optional.of(Base64.getDecoder().decode(value));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // equal to nothing
    }
  }

  /**
   * On a text key; the operators of other families on it are not taken apart, unless its value is
   * known.
   */
  private Optional<ValueSet> ofText(Condition condition) {
    Base base = condition.operator().base();
    Optional<Language> texts = texts(condition);
    if (texts.isPresent()) {
      return Optional.of(new TextValues(base.negated(), texts.get()));
    }
    Optional<String> known = knowledge.value(condition.key());
    if (known.isEmpty()) {
      return Optional.empty();
    }
    return switch (base.family()) {
      case NUMERIC -> known(known.get(), condition, NumberValues.Kind.NUMBER);
      case DATE -> known(known.get(), condition, NumberValues.Kind.DATE);
      case IP_ADDRESS -> known(known.get(), condition, NumberValues.Kind.ADDRESS);
      case STRING, ARN, BOOL, BINARY, NULL -> Optional.empty();
    };
  }

  /** A known text that is no number, moment or address, such as a tag: only negation holds. */
  private static Optional<ValueSet> known(
      String text, Condition condition, NumberValues.Kind kind) {
    Base base = condition.operator().base();
    if (kind.read(text).isEmpty()) {
      return Optional.of(
          new TextValues(base.negated(), base.negated() ? Language.EVERYTHING : Language.NOTHING));
    }
    return kind == NumberValues.Kind.ADDRESS
        ? addresses(condition)
        : numbers(condition, kind, base.family());
  }

  /** Of a Boolean key, whose values are {@code true} and {@code false} in lower case. */
  private static BoolValues asBool(Language texts) {
    return new BoolValues(false, texts.matches("true"), texts.matches("false"));
  }

  private static ValueSet absentIf(Base base, ValueSet present) {
    return base.negated() ? present.orAbsent() : present;
  }

  /**
   * The texts for which a string, ARN or Boolean operator holds; empty for the other families, and
   * if a variable is open.
   */
  Optional<Language> texts(Condition condition) {
    Base base = condition.operator().base();
    if (neverMatches(condition)) {
      return Optional.of(negatedIf(base, Language.NOTHING, Language.EVERYTHING));
    }
    List<Glob> globs = new ArrayList<>();
    boolean comparable = true;
    boolean open = false;
    for (String value : condition.values()) {
      if (isItself(value, condition.key()) && base.family() != Family.BOOL) {
        globs.add(base.family() == Family.ARN ? ANY_ARN : Glob.ANYTHING);
        continue;
      }
      boolean wildcards =
          base.family() == Family.ARN || base == Base.STRING_LIKE || base == Base.STRING_NOT_LIKE;
      Resolved resolved =
          Resolved.of(
              new GlobBuilder(), VariableText.parse(value, variables), knowledge, wildcards);
      open |= resolved.state() == Resolved.State.OPEN;
      if (resolved.state() == Resolved.State.COMPLETE) {
        comparable &= base.family() != Family.ARN || resolved.builder().parts() == 6;
        glob(base, resolved.builder()).ifPresent(globs::add);
      }
    }
    // A value that matches everything, or that nothing can be compared with, settles it.
    boolean settled =
        (base.negated() && !comparable) || globs.stream().anyMatch(Glob::matchesEverything);
    if (open && !settled) {
      return Optional.empty();
    }
    return switch (base.family()) {
      case STRING, BOOL -> Optional.of(negatedIf(base, Language.of(globs), Language.EVERYTHING));
      case ARN -> Optional.of(negatedIf(base, arns(globs), comparable(globs, comparable)));
      case NUMERIC, DATE, IP_ADDRESS, BINARY, NULL -> Optional.empty();
    };
  }

  /**
   * What a negated ARN operator can hold for: ARNs; nothing if a value is none; and anything if no
   * value has all its variables, since then there is nothing to compare with.
   */
  private static Language comparable(List<Glob> globs, boolean allArns) {
    return !allArns
        ? Language.NOTHING
        : globs.isEmpty() ? Language.EVERYTHING : Language.of(ANY_ARN);
  }

  /** Whether a value is the variable of the key that it is compared with. */
  private boolean isItself(String value, String key) {
    List<VariableText.Part> parts = VariableText.parse(value, variables).parts();
    return parts.size() == 1
        && parts.get(0) instanceof VariableText.Variable variable
        && NameCase.same(variable.key(), key)
        && !Resolved.isMultivalued(key);
  }

  /** What the globs match of ARNs; most begin like one. */
  private static Language arns(List<Glob> globs) {
    boolean plain =
        globs.stream().allMatch(g -> g.literalPart(0).filter("arn"::equals).isPresent());
    Language matched = Language.of(globs);
    return plain ? matched : matched.intersect(Language.of(ANY_ARN));
  }

  private static Language negatedIf(Base base, Language matched, Language comparable) {
    return base.negated() ? comparable.minus(matched) : matched;
  }

  /** What a value matches, if anything. */
  private static Optional<Glob> glob(Base base, GlobBuilder value) {
    return switch (base.family()) {
      case ARN -> value.parts() == 6 ? Optional.of(value.asArn()) : Optional.empty();
      case BOOL ->
          value
              .asString()
              .asLiteral()
              .flatMap(ConditionValues::bool)
              .map(b -> new GlobBuilder().literal(b.toString()).ignoreCase().asString());
      default ->
          Optional.of(
              base == Base.STRING_EQUALS_IGNORE_CASE || base == Base.STRING_NOT_EQUALS_IGNORE_CASE
                  ? value.ignoreCase().asString()
                  : value.asString());
    };
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
    return negated(base, new NumberValues(kind, false, all));
  }

  private static Optional<ValueSet> negated(Base base, ValueSet matched) {
    return Optional.of(base.negated() ? matched.complement() : matched);
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
    Base base = condition.operator().base();
    if (base.family() != Family.IP_ADDRESS) {
      return Optional.empty();
    }
    Intervals all = Intervals.NONE;
    for (String value : condition.values()) {
      Optional<Intervals> range = NumberValues.Kind.range(value);
      if (range.isPresent()) {
        all = all.union(range.get());
      }
    }
    return negated(base, new NumberValues(NumberValues.Kind.ADDRESS, false, all));
  }
}
