package org.iamaudit.collect.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** JSON as the query protocol writes it: lists of {@code member}, documents URL-encoded. */
final class Xml {
  private static final Set<String> DOCUMENTS =
      Set.of("PolicyDocument", "AssumeRolePolicyDocument", "Document");
  private static final Set<String> MAPS = Set.of("SummaryMap", "Attributes");

  private Xml() {}

  static String answer(String operation, String result) {
    return "<"
        + operation
        + "Response xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\"><"
        + operation
        + "Result>"
        + result
        + "</"
        + operation
        + "Result><ResponseMetadata><RequestId>%s</RequestId></ResponseMetadata></"
            .formatted(java.util.UUID.randomUUID())
        + operation
        + "Response>";
  }

  static String error(FakeError e) {
    return "<ErrorResponse><Error><Type>Sender</Type><Code>"
        + e.code
        + "</Code><Message>"
        + escape(e.getMessage())
        + "</Message></Error><RequestId>e-1</RequestId></ErrorResponse>";
  }

  static String element(String name, String content) {
    return "<" + name + ">" + content + "</" + name + ">";
  }

  /** The elements of an object, one after the other. */
  static String content(JsonNode object) {
    StringBuilder out = new StringBuilder();
    object.properties().forEach(field -> append(out, field.getKey(), field.getValue()));
    return out.toString();
  }

  static void append(StringBuilder out, String name, JsonNode value) {
    if (value.isNull()) {
      return;
    }
    out.append('<').append(name).append('>');
    if (DOCUMENTS.contains(name)) {
      out.append(percentEncoded(value.isTextual() ? value.textValue() : value.toString()));
    } else if (MAPS.contains(name)) {
      value
          .properties()
          .forEach(
              entry ->
                  out.append("<entry><key>")
                      .append(escape(entry.getKey()))
                      .append("</key><value>")
                      .append(escape(entry.getValue().asText()))
                      .append("</value></entry>"));
    } else if (value.isObject()) {
      out.append(content(value));
    } else if (value.isArray()) {
      value.forEach(item -> append(out, "member", item));
    } else {
      out.append(escape(time(value.asText())));
    }
    out.append("</").append(name).append('>');
  }

  /** AWS writes times with Z, the CLI with an offset. */
  private static String time(String text) {
    return text.matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+\\+00:00")
        ? text.replace("+00:00", "Z")
        : text;
  }

  static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String percentEncoded(String text) {
    return text.startsWith("%")
        ? text
        : URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
