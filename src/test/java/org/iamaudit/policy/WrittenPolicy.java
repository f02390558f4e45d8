package org.iamaudit.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A policy as plain lines, one for each thing it says, made from a parsed document or from a tree
 * of JSON that knows nothing of policies. The two are equal if the parser lost nothing: what a
 * policy has no place for, or has in the wrong shape, is a line that no parsed document has.
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

  private static final String MISPLACED = "? ";

  static List<String> of(JsonNode document) {
    List<String> lines = new ArrayList<>();
    for (String element : List.of("Version", "Id")) {
      if (document.has(element)) {
        lines.add(element + " " + text(document.get(element)));
      }
    }
    int index = 0;
    for (JsonNode statement : list(document.path("Statement"))) {
      lines.add("Statement " + index++);
      addStatement(statement, lines);
    }
    addOthers(document, List.of("Version", "Id", "Statement"), lines);
    return lines;
  }

  private static void addStatement(JsonNode statement, List<String> lines) {
    if (!text(statement.path("Sid")).isEmpty() && statement.has("Sid")) {
      lines.add("Sid " + text(statement.get("Sid")));
    }
    lines.add("Effect " + text(statement.path("Effect")).toUpperCase(Locale.ROOT));
    addPrincipals(statement, lines);
    for (String element : List.of("Action", "NotAction", "Resource", "NotResource")) {
      if (statement.has(element)) {
        lines.add(element + " " + texts(statement.get(element)));
      }
    }
    addConditions(statement, lines);
    addOthers(
        statement,
        List.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition"),
        lines);
  }

  private static void addOthers(JsonNode node, List<String> known, List<String> lines) {
    if (!node.isObject()) {
      lines.add(MISPLACED + node);
    }
    node.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                lines.add(MISPLACED + name);
              }
            });
  }

  private static void addPrincipals(JsonNode statement, List<String> lines) {
    for (String element : List.of("Principal", "NotPrincipal")) {
      JsonNode principal = statement.path(element);
      if (principal.isObject()) {
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
      } else if (statement.has(element) && !(principal.isArray() && principal.isEmpty())) {
        lines.add(element + " " + text(principal));
      }
    }
  }

  private static void addConditions(JsonNode statement, List<String> lines) {
    if (!statement.has("Condition")) {
      return;
    }
    addOthers(statement.get("Condition"), names(statement.get("Condition")), lines);
    for (Map.Entry<String, JsonNode> operator : statement.get("Condition").properties()) {
      addOthers(operator.getValue(), names(operator.getValue()), lines);
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        List<String> values = list(key.getValue()).stream().map(WrittenPolicy::scalar).toList();
        lines.add(
            operator.getKey().toLowerCase(Locale.ROOT)
                + " "
                + key.getKey()
                + " "
                + numbers(values));
      }
    }
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
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
    return list(node).stream().map(WrittenPolicy::text).toList();
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.asText() : MISPLACED + node;
  }

  private static String scalar(JsonNode node) {
    return node.isTextual() || node.isNumber() || node.isBoolean()
        ? node.asText()
        : MISPLACED + node;
  }
}
