package org.iamaudit.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A text in which policy variables may stand, taken apart: {@code arn:aws:s3:::home/${aws:username}/*}.
 *
 * <p>Source: IAM User Guide, "IAM policy elements: Variables and tags" (read 2026-11). {@code ${*}}, {@code ${?}} and {@code
 * ${$}} give the character itself; {@code ${key, 'text'}} has a default, after a comma, a space and in single quotes. A {@code ${} that is never closed is literal text.
 */
public record VariableText(List<Part> parts) {

  /** A piece of the text. */
  public sealed interface Part {}

  /** Text as written; whether {@code *} in it is a wildcard is for the element to say. */
  public record Text(String text) implements Part {}

  /** A character that is never a wildcard. */
  public record Escaped(char character) implements Part {}

  /** A variable; the key as written. */
  public record Variable(String key, Optional<String> defaultValue) implements Part {}

  public VariableText {
    parts = List.copyOf(parts);
  }

  /**
   * Takes a text apart.
   *
   * @param variables whether the document has variables at all; without, the whole is one {@link
   *     Text}
   */
  public static VariableText parse(String text, boolean variables) {
    if (!variables || !text.contains("${")) {
      return new VariableText(List.of(new Text(text)));
    }
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf("${", at);
      int close = open < 0 ? -1 : text.indexOf('}', open);
      if (close < 0) {
        parts.add(new Text(text.substring(at)));
        break;
      }
      if (open > at) {
        parts.add(new Text(text.substring(at, open)));
      }
      parts.add(part(text.substring(open + 2, close)));
      at = close + 1;
    }
    return new VariableText(parts);
  }

  private static Part part(String inside) {
    if (inside.length() == 1 && "*?$".contains(inside)) {
      return new Escaped(inside.charAt(0));
    }
    int separator = inside.indexOf(", '");
    if (separator > 0 && separator + 3 < inside.length() && inside.endsWith("'")) {
      return new Variable(
          inside.substring(0, separator),
          Optional.of(inside.substring(separator + 3, inside.length() - 1)));
    }
    return new Variable(inside, Optional.empty());
  }

  /** The variables in it, in order. */
  public List<Variable> variables() {
    return parts.stream().filter(Variable.class::isInstance).map(Variable.class::cast).toList();
  }
}
