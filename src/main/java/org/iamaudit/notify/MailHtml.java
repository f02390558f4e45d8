package org.iamaudit.notify;

import org.iamaudit.notify.Letter.Fact;
import org.iamaudit.notify.Letter.Part;

/** A letter as HTML for mail programs: without script, style sheet, picture or anything to load. */
final class MailHtml {
  private MailHtml() {}

  static String of(Letter letter, String note) {
    StringBuilder out = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><body>\n");
    out.append("<h3>").append(escaped(letter.subject())).append("</h3>\n<table>\n");
    for (Fact fact : letter.facts()) {
      out.append("<tr><td><b>").append(escaped(fact.label())).append("</b></td><td>");
      out.append(escaped(fact.value())).append("</td></tr>\n");
    }
    out.append("</table>\n");
    letter
        .link()
        .ifPresent(
            link ->
                out.append("<p><a href=\"")
                    .append(escaped(link))
                    .append("\">Open the workbook</a></p>\n"));
    for (Part part : letter.parts()) {
      out.append("<h4>").append(escaped(part.title())).append("</h4>\n<ul>\n");
      part.lines().forEach(line -> out.append("<li>").append(escaped(line)).append("</li>\n"));
      out.append("</ul>\n");
    }
    if (!note.isEmpty()) {
      out.append("<p>").append(escaped(note)).append("</p>\n");
    }
    return out.append("</body></html>\n").toString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
