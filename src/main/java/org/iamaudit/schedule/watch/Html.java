package org.iamaudit.schedule.watch;

/** Text as HTML: whatever it says, it is read and never obeyed. */
final class Html {
  private Html() {}

  /**
   * For content and for attributes in double quotes. Characters that hide or reorder are marked.
   */
  static String of(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.appendCodePoint(isHidden(c) ? 0xFFFD : c);
              }
            });
    return html.toString();
  }

  private static boolean isHidden(int c) {
    int type = Character.getType(c);
    return (type == Character.CONTROL && c != '\n')
        || type == Character.FORMAT
        || type == Character.SURROGATE;
  }
}
