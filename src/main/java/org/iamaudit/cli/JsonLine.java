package org.iamaudit.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.policy.NearestName;

/**
 * One line of input, a JSON object, read field by field without a tree: a policy that is written as
 * an object is cut out of the line as text, which is also what it is remembered by.
 */
final class JsonLine {
  private static final JsonFactory JSON =
      // Names come from strangers: none is to outlive its line.
      new JsonFactoryBuilder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();

  /** Takes a field of the line, whose value the parser stands at. */
  interface Field {
    void read(JsonLine line, String name) throws IOException;
  }

  private final String line;
  private final JsonParser json;

  private JsonLine(String line, JsonParser json) {
    this.line = line;
    this.json = json;
  }

  /**
   * Reads a line.
   *
   * @throws IllegalArgumentException naming what is wrong with it
   */
  static void read(String text, Field field) throws IOException {
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("a request is a JSON object");
      }
      JsonLine line = new JsonLine(text, json);
      Set<String> seen = new HashSet<>();
      for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
        json.nextToken();
        if (!seen.add(name)) {
          throw new IllegalArgumentException("`" + name + "` is given twice");
        }
        field.read(line, name);
      }
      if (json.nextToken() != null) {
        throw new IllegalArgumentException("there is more than one object in the line");
      }
    }
  }

  JsonParser json() {
    return json;
  }

  /**
   * The {@code CaseId} of a line, whatever else is wrong with it; empty if there is none before the
   * line stops being JSON.
   */
  static Optional<String> caseId(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
          JsonToken value = json.nextToken();
          if (name.equals("CaseId") && value != null && value.isScalarValue()) {
            return value == JsonToken.VALUE_NULL ? Optional.empty() : Optional.of(json.getText());
          }
          json.skipChildren();
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.empty(); // the answer says that the line is no JSON
    }
  }

  /**
   * Passes over a field that is none of the known ones. What may be a misspelt one, or sounds like
   * a policy, is refused: leaving it out would change the answer.
   */
  void skip(String name, Collection<String> known) throws IOException {
    String hint = NearestName.hint(name, known);
    String lower = name.toLowerCase(Locale.ROOT);
    boolean cutShort = known.stream().anyMatch(k -> k.toLowerCase(Locale.ROOT).startsWith(lower));
    if (!hint.isEmpty() || cutShort || name.contains("Policy") || name.contains("Policies")) {
      throw new IllegalArgumentException("unknown field `" + name + "`" + hint);
    }
    json.skipChildren();
  }

  void expect(String name, JsonToken token) {
    if (json.currentToken() != token) {
      String wanted = token == JsonToken.START_ARRAY ? "a list" : "an object";
      throw new IllegalArgumentException("`" + name + "` is not " + wanted);
    }
  }

  String text(String name) throws IOException {
    if (!json.currentToken().isScalarValue() || json.currentToken() == JsonToken.VALUE_NULL) {
      throw new IllegalArgumentException("`" + name + "` is not a text");
    }
    return json.getText();
  }

  /** A list of texts; one text alone is a list of one. */
  List<String> texts(String name) throws IOException {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      return List.of(text(name));
    }
    List<String> found = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      found.add(text(name));
    }
    return found;
  }

  /** The text of a policy, which may be a string or an object. */
  String policyText(String name) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_STRING) {
      return json.getText();
    }
    expect(name, JsonToken.START_OBJECT);
    int start = (int) json.currentTokenLocation().getCharOffset();
    json.skipChildren();
    return line.substring(start, (int) json.currentTokenLocation().getCharOffset() + 1);
  }
}
