package org.iamaudit.evaluate.naive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Patterns by plain recursion, one symbol at a time. */
final class NaiveWildcards {
  /** A character of a pattern, and whether the policy wrote it, so that it may be a wildcard. */
  record Symbol(int character, boolean written) {
    boolean isStar() {
      return written && character == '*';
    }

    boolean isQuestionMark() {
      return written && character == '?';
    }

    boolean isColon() {
      return character == ':';
    }
  }

  private NaiveWildcards() {}

  static List<Symbol> written(String text) {
    List<Symbol> symbols = new ArrayList<>();
    text.codePoints().forEach(c -> symbols.add(new Symbol(c, true)));
    return symbols;
  }

  static String text(List<Symbol> symbols) {
    StringBuilder text = new StringBuilder();
    symbols.forEach(symbol -> text.appendCodePoint(symbol.character()));
    return text.toString();
  }

  private static String rest(String text) {
    return text.substring(text.offsetByCodePoints(0, 1));
  }

  /** Wildcards cross everything. */
  static boolean matches(List<Symbol> pattern, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    Symbol first = pattern.get(0);
    List<Symbol> rest = pattern.subList(1, pattern.size());
    if (first.isStar()) {
      return matches(rest, text) || (!text.isEmpty() && matches(pattern, rest(text)));
    }
    return !text.isEmpty()
        && (first.isQuestionMark() || first.character() == text.codePointAt(0))
        && matches(rest, rest(text));
  }

  /**
   * A pattern of {@code Resource}: before its fifth colon wildcards do not stand for a colon,
   * except a star that is the last character of its part.
   */
  static boolean matchesResource(List<Symbol> pattern, int colonsBefore, String text) {
    if (pattern.isEmpty()) {
      return text.isEmpty();
    }
    Symbol first = pattern.get(0);
    List<Symbol> rest = pattern.subList(1, pattern.size());
    boolean inFirstFive = colonsBefore < 5;
    if (first.isStar()) {
      boolean endsPart = rest.isEmpty() || rest.get(0).isColon();
      boolean mayTake = !text.isEmpty() && (text.charAt(0) != ':' || !inFirstFive || endsPart);
      return matchesResource(rest, colonsBefore, text)
          || (mayTake && matchesResource(pattern, colonsBefore, rest(text)));
    }
    if (text.isEmpty()) {
      return false;
    }
    int c = text.codePointAt(0);
    boolean fits = first.isQuestionMark() ? c != ':' || !inFirstFive : c == first.character();
    return fits && matchesResource(rest, colonsBefore + (first.isColon() ? 1 : 0), rest(text));
  }

  /** Six parts of each, compared one by one; empty if either side has fewer. */
  static Optional<Boolean> matchesArn(List<Symbol> pattern, String text) {
    List<List<Symbol>> patternParts = parts(pattern);
    String[] textParts = text.split(":", 6);
    if (patternParts.size() < 6 || textParts.length < 6 || !textParts[0].equals("arn")) {
      return Optional.empty();
    }
    for (int i = 0; i < 6; i++) {
      if (!matches(patternParts.get(i), textParts[i])) {
        return Optional.of(false);
      }
    }
    return Optional.of(true);
  }

  private static List<List<Symbol>> parts(List<Symbol> pattern) {
    List<List<Symbol>> parts = new ArrayList<>();
    parts.add(new ArrayList<>());
    for (Symbol symbol : pattern) {
      if (symbol.isColon() && parts.size() < 6) {
        parts.add(new ArrayList<>());
      } else {
        parts.get(parts.size() - 1).add(symbol);
      }
    }
    return parts;
  }
}
