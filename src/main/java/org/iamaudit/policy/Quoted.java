package org.iamaudit.policy;

/**
 * Text from a document as it may stand in a message: on one line, without characters that control a
 * terminal or hide, and not too long.
 */
public final class Quoted {
  private static final int LONGEST = 120;

  private Quoted() {}

  /** In backticks. */
  public static String of(String text) {
    return "`" + visible(text) + "`";
  }

  static String visible(String text) {
    return visible(text, LONGEST);
  }

  /** Without backticks, and cut after about so many characters. */
  public static String visible(String text, int longest) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      if (out.length() >= longest) {
        return out.append('…').toString();
      }
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isHidden(c)) {
        out.append(String.format("\\u%04x", c));
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
