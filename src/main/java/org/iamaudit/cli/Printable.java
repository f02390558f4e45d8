package org.iamaudit.cli;

import java.util.stream.Collectors;

/** Makes text from files fit for a terminal: it cannot break lines, move the cursor or hide. */
final class Printable {
  private static final int REPLACEMENT = 0xFFFD;

  private Printable() {}

  /** The text on one line; every control, format or unpaired character becomes a mark. */
  static String line(String text) {
    return text.codePoints()
        .map(c -> isHidden(c) ? REPLACEMENT : c)
        .mapToObj(Character::toString)
        .collect(Collectors.joining());
  }

  private static boolean isHidden(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
