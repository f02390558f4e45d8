package org.iamaudit.permission;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.arn.Language;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.ConditionOperator.Base;
import org.iamaudit.policy.ConditionOperator.Qualifier;
import org.iamaudit.policy.ResourcePattern;
import org.iamaudit.policy.VariableText;

/**
 * Whether one atom with open variables surely implies another: what it compares with is among what
 * the other compares with, whatever the values of the variables. {@code ${x}} is among {@code ${x}}
 * and {@code ${x}*}.
 *
 * <p>Each variable counts as one character of its own that nobody writes. Sound as long as no
 * {@code ?} can stand for it, since its value need not be one character.
 */
final class AtomOrder {
  /** First of the characters for private use, which policies may not hold. */
  private static final char LETTERS = '\ue000';

  private final Map<VariableText.Variable, Character> letters = new LinkedHashMap<>();

  private AtomOrder() {}

  /** True is always right, false need not be. */
  static boolean implies(Atom one, Atom other) {
    AtomOrder order = new AtomOrder();
    if (one.resource().isPresent() && other.resource().isPresent()) {
      ResourcePattern narrow = one.resource().get();
      ResourcePattern wide = other.resource().get();
      return !narrow.hasVariableInHead()
          && !wide.hasVariableInHead()
          && !wide.tail().contains("?")
          && order.glob(narrow).isSubsetOf(order.glob(wide));
    }
    if (one.condition().isEmpty() || other.condition().isEmpty()) {
      return false;
    }
    Condition inner = one.condition().get();
    Condition outer = other.condition().get();
    if (!inner.key().equals(outer.key())
        || inner.operator().qualifier() != outer.operator().qualifier()
        || inner.values().isEmpty()
        || outer.values().stream().anyMatch(v -> v.contains("?"))) {
      return false;
    }
    Optional<Language> narrow = order.texts(inner);
    Optional<Language> wide = order.texts(outer);
    return narrow.isPresent() && wide.isPresent() && wide.get().contains(narrow.get());
  }

  /** Whether two atoms surely do not hold together: no value is binary equal to both. */
  static boolean exclude(Atom one, Atom other) {
    if (one.condition().isEmpty() || other.condition().isEmpty()) {
      return false;
    }
    Condition a = one.condition().get();
    Condition b = other.condition().get();
    return a.operator().qualifier() == Qualifier.NONE
        && a.operator().base() == Base.BINARY_EQUALS
        && a.operator().equals(b.operator())
        && a.key().equals(b.key())
        && Collections.disjoint(a.values(), b.values());
  }

  private Optional<Language> texts(Condition condition) {
    List<Glob> globs = new ArrayList<>();
    Base base = condition.operator().base();
    for (String value : condition.values()) {
      GlobBuilder builder = new GlobBuilder();
      add(builder, value, base == Base.STRING_LIKE);
      switch (base) {
        case STRING_EQUALS, STRING_LIKE, BINARY_EQUALS -> globs.add(builder.asString());
        case STRING_EQUALS_IGNORE_CASE -> globs.add(builder.ignoreCase().asString());
        default -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(Language.of(globs));
  }

  private Glob glob(ResourcePattern pattern) {
    GlobBuilder builder = new GlobBuilder().pattern(pattern.head());
    add(builder, pattern.tail(), true);
    return builder.asResource(true);
  }

  private void add(GlobBuilder builder, String text, boolean wildcards) {
    for (VariableText.Part part : VariableText.parse(text, true).parts()) {
      if (part instanceof VariableText.Text plain) {
        if (wildcards) {
          builder.pattern(plain.text());
        } else {
          builder.literal(plain.text());
        }
      } else if (part instanceof VariableText.Escaped escaped) {
        builder.literal(String.valueOf(escaped.character()));
      } else if (part instanceof VariableText.Variable variable) {
        char letter = letters.computeIfAbsent(variable, v -> (char) (LETTERS + letters.size()));
        builder.literal(String.valueOf(letter));
      }
    }
  }
}
