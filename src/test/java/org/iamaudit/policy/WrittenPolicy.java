package org.iamaudit.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A policy as plain lines, one for each thing it says, made from a parsed document or from a tree
 * of JSON that knows nothing of policies. The two are equal if the parser lost nothing.
 */
final class WrittenPolicy {
  private static final Pattern NUMBER =
      Pattern.compile("-?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,9})?");

  private WrittenPolicy() {}

  static List<String> of(PolicyDocument document) {
    List<String> lines = new ArrayList<>();
    document.version().ifPresent(version -> lines.add("Version " + version));
    document.id().ifPresent(id -> lines.add("Id " + id));
    for (Statement statement : document.statements()) {
      lines.add("Statement " + statement.index());
      statement.sid().ifPresent(sid -> lines.add("Sid " + sid));
      lines.add("Effect " + statement.effect());
      statement.principal().ifPresent(principal -> add(principal, lines));
      lines.add(patterns("Action", statement.action()));
      statement.resource().ifPresent(resource -> lines.add(patterns("Resource", resource)));
      for (Condition condition : statement.conditions()) {
        String operator = condition.operator().toString().toLowerCase(Locale.ROOT);
        lines.add(operator + " " + condition.key() + " " + numbers(condition.values()));
      }
    }
    return lines;
  }

  private static void add(PrincipalElement principal, List<String> lines) {
    String name = principal.negated() ? "NotPrincipal " : "Principal ";
    if (principal.everyone()) {
      lines.add(name + "*");
    }
    for (PrincipalElement.Entry entry : principal.entries()) {
      lines.add(
          name
              + entry.type().name().replace("_", "").toLowerCase(Locale.ROOT)
              + " "
              + entry.value());
    }
  }

  private static String patterns(String name, Patterns patterns) {
    return (patterns.negated() ? "Not" : "") + name + " " + patterns.values();
  }

  static List<String> of(JsonNode document) {
    List<String> lines = new ArrayList<>();
    for (String element : List.of("Version", "Id")) {
      if (document.has(element)) {
        lines.add(element + " " + document.get(element).asText());
      }
    }
    int index = 0;
    for (JsonNode statement : list(document.get("Statement"))) {
      lines.add("Statement " + index++);
      if (!statement.path("Sid").asText().isEmpty()) {
        lines.add("Sid " + statement.get("Sid").asText());
      }
      lines.add("Effect " + statement.get("Effect").asText().toUpperCase(Locale.ROOT));
      addPrincipals(statement, lines);
      for (String element : List.of("Action", "NotAction", "Resource", "NotResource")) {
        if (statement.has(element)) {
          lines.add(element + " " + texts(statement.get(element)));
        }
      }
      addConditions(statement, lines);
    }
    return lines;
  }

  private static void addPrincipals(JsonNode statement, List<String> lines) {
    for (String element : List.of("Principal", "NotPrincipal")) {
      JsonNode principal = statement.path(element);
      if (principal.isTextual()) {
        lines.add(element + " " + principal.asText());
      }
      principal
          .properties()
          .forEach(
              type ->
                  texts(type.getValue())
                      .forEach(
                          value ->
                              lines.add(
                                  element
                                      + " "
                                      + type.getKey().toLowerCase(Locale.ROOT)
                                      + " "
                                      + value)));
    }
  }

  private static void addConditions(JsonNode statement, List<String> lines) {
    statement
        .path("Condition")
        .properties()
        .forEach(
            operator ->
                operator
                    .getValue()
                    .properties()
                    .forEach(
                        key ->
                            lines.add(
                                operator.getKey().toLowerCase(Locale.ROOT)
                                    + " "
                                    + key.getKey()
                                    + " "
                                    + numbers(texts(key.getValue())))));
  }

  /** A tree knows the value of a number but not how it was written. */
  private static List<String> numbers(List<String> values) {
    return values.stream()
        .map(v -> NUMBER.matcher(v).matches() ? new BigDecimal(v).toString() : v)
        .toList();
  }

  private static List<JsonNode> list(JsonNode node) {
    List<JsonNode> list = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(list::add);
    } else {
      list.add(node);
    }
    return list;
  }

  private static List<String> texts(JsonNode node) {
    return list(node).stream().map(JsonNode::asText).toList();
  }
}
