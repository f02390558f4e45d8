package org.iamaudit.permission;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.Language;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.permission.ValueSet.TextValues;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.ConditionOperator.Base;
import org.iamaudit.policy.ConditionOperator.Qualifier;
import org.iamaudit.policy.ResourcePattern;
import org.iamaudit.policy.VariableText;

/**
 * A condition that is not taken apart: it equals only itself. Operators on keys of another type,
 * and variables whose value is known only from the request; for multivalued keys set operators, see
 * {@link ManyValues}.
 *
 * <p>Its values are in one form: known variables put in, text that is no variable escaped, keys in
 * lower case; so that two atoms are equal only if they mean the same.
 *
 * @param condition what it asks of the context, read as in a document with variables; empty if it
 *     stands for "the resource matches this pattern with variables"
 * @param resource the other case
 * @param language of a set operator on a multivalued key, what it compares each value with, if no
 *     variable is open
 */
public record Atom(
    Optional<Condition> condition, Optional<ResourcePattern> resource, Optional<Language> language)
    implements Comparable<Atom> {
  private static final Language ARNS = Language.of(OperatorValues.ANY_ARN);

  static Atom of(Condition canonical) {
    return new Atom(Optional.of(canonical), Optional.empty(), Optional.empty());
  }

  static Atom of(Condition canonical, Optional<Language> language) {
    return new Atom(Optional.of(canonical), Optional.empty(), language);
  }

  static Atom ofResource(ResourcePattern pattern, Knowledge knowledge) {
    String tail = CanonicalText.of(VariableText.parse(pattern.tail(), true), knowledge);
    ResourcePattern canonical = new ResourcePattern(pattern.head(), tail, pattern.parts());
    return new Atom(Optional.empty(), Optional.of(canonical), Optional.empty());
  }

  /** In words as near to the policy's as can be. */
  public String text() {
    return condition.map(Atom::words).orElseGet(() -> "resource matches " + pattern());
  }

  /** Whether it cannot hold where keys have such values: it needs one, or an ARN. */
  boolean isExcluded(Map<String, ValueSet> keys) {
    Optional<Condition> needing =
        condition
            .filter(c -> c.operator().qualifier() == Qualifier.NONE && !c.values().isEmpty())
            .filter(c -> !c.operator().base().negated())
            .filter(c -> c.operator().base() != Base.NULL);
    Optional<ValueSet> allowed = needing.map(c -> keys.get(c.key()));
    return allowed.filter(values -> !values.holdsValue()).isPresent()
        || (needing.filter(c -> c.operator().base() == Base.ARN_LIKE).isPresent()
            && allowed.filter(TextValues.class::isInstance).stream()
                .map(TextValues.class::cast)
                .anyMatch(text -> !text.present().overlaps(ARNS)));
  }

  private static String words(Condition condition) {
    String key = Catalog.get().keyName(condition.key());
    return condition.values().isEmpty()
        ? key + " is absent"
        : condition.operator() + " " + key + " " + condition.values();
  }

  private String pattern() {
    ResourcePattern pattern = resource.orElseThrow();
    return pattern.head()
        + pattern.tail()
        + (pattern.hasVariableInHead() ? ", if AWS replaces variables before the fifth colon" : "");
  }

  /** What tells it from every other atom. */
  private List<String> identity() {
    List<String> parts = new ArrayList<>();
    condition.ifPresent(
        c -> {
          parts.add(c.operator().toString());
          parts.add(c.key());
          parts.addAll(c.values());
        });
    resource.ifPresent(r -> parts.addAll(List.of("", r.head(), r.tail())));
    return parts;
  }

  @Override
  public int compareTo(Atom other) {
    return Arrays.compare(
        identity().toArray(String[]::new), other.identity().toArray(String[]::new));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Atom other && identity().equals(other.identity());
  }

  @Override
  public int hashCode() {
    return identity().hashCode();
  }
}
