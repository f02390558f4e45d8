package org.iamaudit.policy;

import java.util.List;

/**
 * Warns of characters that IAM does not permit in a document: all but U+0009, U+000A, U+000D and
 * U+0020 to U+00FF (IAM User Guide, "IAM and AWS STS quotas", read 2026-11). The text counts, so an
 * escaped character is permitted.
 */
final class PermittedCharacters {
  private PermittedCharacters() {}

  static void check(Json root, String text, Problems problems) {
    if (allPermitted(text)) {
      return;
    }
    int line = 1;
    int column = 1;
    for (int i = 0; i < text.length(); i++) {
      int c = text.codePointAt(i);
      if (c > 0xff) {
        problems.warning(
            innermost(root, line, column).at(line, column),
            String.format("U+%04X is outside the characters that IAM permits", c));
        return; // one says it; a text in another script would say it a thousand times
      }
      if (c == '\n' || (c == '\r' && !text.startsWith("\n", i + 1))) {
        line++;
        column = 1;
      } else {
        column++;
      }
    }
  }

  private static boolean allPermitted(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        return false;
      }
    }
    return true;
  }

  /** The last value that begins before a spot of the text. */
  private static Place innermost(Json value, int line, int column) {
    Place found = value.place();
    for (Json child : children(value)) {
      boolean after =
          child.place().line() > line
              || (child.place().line() == line && child.place().column() > column);
      if (after) {
        break;
      }
      found = innermost(child, line, column);
    }
    return found;
  }

  private static List<Json> children(Json value) {
    if (value instanceof Json.Members object) {
      return object.members().stream().map(Json.Member::value).toList();
    }
    return value instanceof Json.Items list ? list.items() : List.of();
  }
}
