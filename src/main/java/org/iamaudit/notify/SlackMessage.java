package org.iamaudit.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.iamaudit.notify.Letter.Fact;
import org.iamaudit.notify.Letter.Part;

/**
 * A letter as Slack's blocks. Within its limits: 50 blocks, 150 characters in a header, 3,000 in a
 * section (Slack's reference of blocks, read 2026-11).
 *
 * <p>What comes from elsewhere stands in code, where nothing is formatted, with {@code &}, {@code
 * <} and {@code >} escaped, so that it is neither mention nor link, and {@code verbatim} keeps
 * Slack from making any.
 */
final class SlackMessage {
  private static final int MOST_BLOCKS = 50;
  private static final int LONGEST_HEADER = 150;
  private static final int LONGEST_SECTION = 3000;
  private static final int MOST_LINES = 20;

  private SlackMessage() {}

  static ObjectNode of(Notice notice) {
    Letter letter = Letter.of(notice, MOST_LINES);
    ObjectNode message = NoticeJson.JSON.createObjectNode();
    message.put("text", escaped(letter.subject()));
    ArrayNode blocks = message.putArray("blocks");
    String header = letter.subject();
    blocks
        .addObject()
        .put("type", "header")
        .putObject("text")
        .put("type", "plain_text")
        .put("text", header.substring(0, Math.min(header.length(), LONGEST_HEADER)))
        .put("emoji", false);
    sections(letter).stream().limit(MOST_BLOCKS - 1).forEach(text -> section(blocks, text));
    return message;
  }

  private static void section(ArrayNode blocks, String text) {
    blocks
        .addObject()
        .put("type", "section")
        .putObject("text")
        .put("type", "mrkdwn")
        .put("text", text)
        .put("verbatim", true);
  }

  private static List<String> sections(Letter letter) {
    List<String> lines = new ArrayList<>();
    for (Fact fact : letter.facts()) {
      lines.add("*" + fact.label() + ":* " + code(fact.value()));
    }
    letter.link().ifPresent(link -> lines.add("<" + escaped(link) + "|Open the workbook>"));
    List<String> sections = new ArrayList<>(joined(lines));
    for (Part part : letter.parts()) {
      List<String> items = new ArrayList<>(List.of("*" + part.title() + "*"));
      part.lines().forEach(line -> items.add("• " + code(line)));
      sections.addAll(joined(items));
    }
    return sections;
  }

  /** As few texts as hold the lines; a single line is always short enough. */
  private static List<String> joined(List<String> lines) {
    List<String> texts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      if (text.length() + 1 + line.length() > LONGEST_SECTION) {
        texts.add(text.toString());
        text.setLength(0);
      }
      text.append(text.isEmpty() ? "" : "\n").append(line);
    }
    texts.add(text.toString());
    return texts;
  }

  private static String code(String text) {
    return "`" + escaped(text).replace('`', '\'') + "`";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
