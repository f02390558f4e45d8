package org.iamaudit.evaluate.naive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.NameCase;
import org.iamaudit.evaluate.RequestContext;
import org.iamaudit.evaluate.naive.NaiveWildcards.Symbol;

/** Policy variables, replaced from left to right. */
final class NaiveVariables {
  private NaiveVariables() {}

  /** The text with every variable replaced; empty if one of them has no value. */
  static Optional<List<Symbol>> replace(String text, boolean variables, RequestContext context) {
    List<Symbol> symbols = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      int close = text.indexOf('}', at);
      if (variables && text.startsWith("${", at) && close > 0) {
        Optional<String> value = value(text.substring(at + 2, close), context);
        if (value.isEmpty()) {
          return Optional.empty();
        }
        value.get().codePoints().forEach(c -> symbols.add(new Symbol(c, false)));
        at = close + 1;
      } else {
        symbols.add(new Symbol(text.codePointAt(at), true));
        at = text.offsetByCodePoints(at, 1);
      }
    }
    return Optional.of(symbols);
  }

  private static Optional<String> value(String inside, RequestContext context) {
    if (inside.equals("*") || inside.equals("?") || inside.equals("$")) {
      return Optional.of(inside);
    }
    String key = inside;
    Optional<String> otherwise = Optional.empty();
    int quote = inside.indexOf(", '");
    if (quote > 0 && inside.endsWith("'")) {
      key = inside.substring(0, quote);
      otherwise = Optional.of(inside.substring(quote + 3, inside.length() - 1));
    }
    List<String> values = context.asMap().getOrDefault(NameCase.lower(key), List.of());
    if (values.isEmpty()) {
      return otherwise;
    }
    return context.isMultivalued(key) ? Optional.empty() : Optional.of(values.get(0));
  }
}
