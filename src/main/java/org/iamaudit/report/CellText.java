package org.iamaudit.report;

import org.iamaudit.snapshot.Sha256;

/**
 * Text on its way into a cell. Names, tags and policy text come from the audited account and may
 * hold anything; none of it may break the file, run as a formula or vanish without a word.
 *
 * <p>Limits: Microsoft, "Excel specifications and limits" (read 2026-11): 32,767 characters and 253
 * line feeds a cell.
 */
final class CellText {
  /** Kept of a longer text, which leaves room for saying so. */
  static final int MAX_LENGTH = 32_000;

  private static final int MAX_LINE_FEEDS = 250;

  private static final char REPLACEMENT = '\uFFFD';

  private CellText() {}

  /** The text with every character that XML 1.0 cannot hold replaced by U+FFFD. */
  static String clean(String text) {
    int i = 0;
    while (i < text.length() && isPlain(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length()).append(text, 0, i);
    for (int c; i < text.length(); i += Character.charCount(c)) {
      c = text.codePointAt(i);
      clean.appendCodePoint(isXml(c) ? c : REPLACEMENT);
    }
    return clean.toString();
  }

  private static boolean isPlain(char c) {
    return c >= ' ' && c < Character.MIN_SURROGATE;
  }

  private static boolean isXml(int c) {
    return c >= 0x20 && c <= 0xD7FF
        || c >= 0xE000 && c <= 0xFFFD
        || c >= 0x10000
        || c == '\t'
        || c == '\n'
        || c == '\r';
  }

  /**
   * The text with a literal {@code _x0041_} written as {@code _x005F_x0041_}: a spreadsheet reads
   * {@code _xHHHH_} as the character of that number (ECMA-376 part 1, 22.9.2.19).
   */
  static String escape(String text) {
    int at = text.indexOf("_x");
    if (at < 0) {
      return text;
    }
    StringBuilder escaped = new StringBuilder(text.length() + 16);
    int done = 0;
    for (; at >= 0; at = text.indexOf("_x", at + 1)) {
      if (isEscape(text, at)) {
        escaped.append(text, done, at).append("_x005F");
        done = at;
      }
    }
    return escaped.append(text, done, text.length()).toString();
  }

  private static boolean isEscape(String text, int at) {
    if (at + 7 > text.length() || text.charAt(at + 6) != '_') {
      return false;
    }
    for (int i = at + 2; i < at + 6; i++) {
      if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a spreadsheet that is handed this text as typed input, by pasting or through CSV, may
   * take it for a formula: it begins with {@code = + - @}, a tab or a line break, also after blanks
   * and invisible characters, also in the full-width forms (OWASP, "CSV Injection").
   */
  static boolean looksLikeFormula(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '=', '+', '-', '@', '\t', '\r', '\n', '\uFF1D', '\uFF0B', '\uFF0D', '\uFF20' -> {
          return true;
        }
        default -> {
          if (!isInvisible(c)) {
            return false;
          }
        }
      }
    }
    return false;
  }

  private static boolean isInvisible(char c) {
    return c == ' ' || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
  }

  /** Whether {@link #cut} is needed. */
  static boolean fits(String text) {
    return text.length() <= MAX_LENGTH
        && escape(text).length() <= MAX_LENGTH
        && lineFeedAfter(text, MAX_LINE_FEEDS) < 0;
  }

  /** The beginning of the text, where the whole is, and the hash of the whole. */
  static String cut(String text, String reference) {
    int end = Math.min(text.length(), MAX_LENGTH);
    int lineFeed = lineFeedAfter(text, MAX_LINE_FEEDS);
    if (lineFeed >= 0) {
      end = Math.min(end, lineFeed);
    }
    for (int over; (over = escape(text.substring(0, end)).length() - MAX_LENGTH) > 0; ) {
      end -= over;
    }
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end)
        + "… [cut, full text: "
        + reference
        + ", sha256 "
        + Sha256.of(text)
        + "]";
  }

  /** Where the line feed after the first {@code count} ones is, or -1. */
  private static int lineFeedAfter(String text, int count) {
    int at = -1;
    for (int n = 0; n <= count; n++) {
      at = text.indexOf('\n', at + 1);
      if (at < 0) {
        return -1;
      }
    }
    return at;
  }
}
