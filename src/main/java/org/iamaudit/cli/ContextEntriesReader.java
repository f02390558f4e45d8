package org.iamaudit.cli;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.iamaudit.arn.NameCase;
import org.iamaudit.evaluate.RequestContext;

/**
 * Reads {@code ContextEntries}: objects of {@code ContextKeyName}, {@code ContextKeyValues} and
 * {@code ContextKeyType} (IAM API Reference, "ContextEntry", read 2026-11). Without a type a key is
 * a {@code string}; without values it is one that the request does not carry.
 */
final class ContextEntriesReader {
  private static final Set<String> TYPES =
      Set.of("string", "numeric", "boolean", "ip", "binary", "date");
  private static final List<String> FIELDS =
      List.of("ContextKeyName", "ContextKeyValues", "ContextKeyType");

  private final JsonLine line;
  private final RequestContext.Builder context;
  private final Set<String> seen = new HashSet<>();

  private ContextEntriesReader(JsonLine line, RequestContext.Builder context) {
    this.line = line;
    this.context = context;
  }

  /**
   * Puts the keys of a field, whose value the line stands at, into a context.
   *
   * @throws IllegalArgumentException naming what is wrong with it
   */
  static void read(JsonLine line, String name, RequestContext.Builder context) throws IOException {
    ContextEntriesReader reader = new ContextEntriesReader(line, context);
    line.expect(name, JsonToken.START_ARRAY);
    while (line.json().nextToken() != JsonToken.END_ARRAY) {
      line.expect(name, JsonToken.START_OBJECT);
      reader.entry(name);
    }
  }

  private void entry(String name) throws IOException {
    String key = "";
    List<String> values = List.of();
    String type = "string";
    int given = 0;
    for (String field = line.json().nextFieldName();
        field != null;
        field = line.json().nextFieldName()) {
      line.json().nextToken();
      int bit = 1 << FIELDS.indexOf(field) + 1;
      if ((given & bit) != 0) {
        throw new IllegalArgumentException(
            "`" + field + "` is given twice in an entry of `" + name + "`");
      }
      given |= bit;
      switch (field) {
        case "ContextKeyName" -> key = line.text(field);
        case "ContextKeyValues" -> values = line.texts(field);
        case "ContextKeyType" -> type = line.text(field);
        default ->
            throw new IllegalArgumentException(
                "an entry of `" + name + "` has no field `" + field + "`, only " + FIELDS);
      }
    }
    if (key.isEmpty()) {
      throw new IllegalArgumentException("an entry of `" + name + "` has no ContextKeyName");
    }
    if (!seen.add(NameCase.lower(key))) {
      throw new IllegalArgumentException("context key `" + key + "` is given twice");
    }
    boolean list = type.endsWith("List");
    if (!TYPES.contains(list ? type.substring(0, type.length() - "List".length()) : type)) {
      throw new IllegalArgumentException("`" + type + "` is not a ContextKeyType");
    }
    context.put(key, values, list);
  }
}
