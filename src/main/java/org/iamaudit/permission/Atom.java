package org.iamaudit.permission;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.iamaudit.policy.Condition;

/**
 * A condition that is not taken apart: it equals only itself. Set operators, binary values,
 * operators on keys of another type, and variables whose value is known only from the request.
 *
 * @param text canonical; two atoms are the same condition if and only if it is equal
 * @param condition what it came from; empty if it stands for "the resource matches this pattern
 *     with variables"
 * @param resourcePattern the other case
 */
public record Atom(String text, Optional<Condition> condition, Optional<String> resourcePattern)
    implements Comparable<Atom> {

  static Atom of(Condition condition) {
    List<String> values = condition.values().stream().distinct().sorted().toList();
    String text =
        condition.operator() + " " + condition.key().toLowerCase(Locale.ROOT) + " " + values;
    return new Atom(text, Optional.of(condition), Optional.empty());
  }

  static Atom ofResource(String pattern) {
    return new Atom("resource matches " + pattern, Optional.empty(), Optional.of(pattern));
  }

  @Override
  public int compareTo(Atom other) {
    return text.compareTo(other.text);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Atom other && text.equals(other.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }
}
