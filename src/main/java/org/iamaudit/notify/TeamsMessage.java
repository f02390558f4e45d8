package org.iamaudit.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.iamaudit.notify.Letter.Fact;
import org.iamaudit.notify.Letter.Part;

/**
 * A letter as an Adaptive Card, in the envelope that a Teams workflow takes; at most 28 KB
 * (Microsoft's limits of Teams, read 2026-11).
 *
 * <p>A {@code TextBlock} reads Markdown. Hence every text is a {@code TextRun}, which does not.
 */
final class TeamsMessage {
  static final int LARGEST = 28 * 1024;

  private static final List<Integer> LINES = List.of(20, 10, 5, 2, 0);

  private TeamsMessage() {}

  /** With as many lines as there is room for; the rest is counted. */
  static byte[] of(Notice notice) {
    byte[] message = {};
    for (int lines : LINES) {
      message = NoticeJson.bytes(message(Letter.of(notice, lines)));
      if (message.length <= LARGEST) {
        return message;
      }
    }
    return message;
  }

  private static ObjectNode message(Letter letter) {
    ObjectNode message = NoticeJson.JSON.createObjectNode().put("type", "message");
    ObjectNode card =
        message
            .putArray("attachments")
            .addObject()
            .put("contentType", "application/vnd.microsoft.card.adaptive")
            .putNull("contentUrl")
            .putObject("content")
            .put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json")
            .put("type", "AdaptiveCard")
            .put("version", "1.4");
    ArrayNode body = card.putArray("body");
    run(paragraph(body), letter.subject()).put("weight", "Bolder").put("size", "Medium");
    for (Fact fact : letter.facts()) {
      ArrayNode runs = paragraph(body);
      run(runs, fact.label() + ": ").put("weight", "Bolder");
      run(runs, fact.value());
    }
    for (Part part : letter.parts()) {
      run(paragraph(body), part.title()).put("weight", "Bolder");
      part.lines().forEach(line -> run(paragraph(body), "• " + line));
    }
    letter
        .link()
        .ifPresent(
            link ->
                card.putArray("actions")
                    .addObject()
                    .put("type", "Action.OpenUrl")
                    .put("title", "Open the workbook")
                    .put("url", link));
    return message;
  }

  private static ArrayNode paragraph(ArrayNode body) {
    return body.addObject().put("type", "RichTextBlock").putArray("inlines");
  }

  private static ObjectNode run(ArrayNode runs, String text) {
    return runs.addObject().put("type", "TextRun").put("text", text);
  }
}
