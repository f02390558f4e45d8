package org.iamaudit.snapshot;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.iamaudit.policy.Quoted;

/**
 * A JSON file read token by token. Whatever is not as expected is a {@link SnapshotException} with
 * the file, the JSON path, line and column.
 *
 * <p>A value is read by the one method called for it, which leaves the parser on the value's last
 * token; so every field must be read or {@linkplain #skip() skipped}.
 */
final class JsonInput {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          // Names inside policies come from strangers: not kept, and no reason to fail.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  private static final int LONGEST_PATH = 300;

  private final String file;
  private final int linesBefore;
  private final JsonParser parser;

  private JsonInput(String file, int linesBefore, JsonParser parser) {
    this.file = file;
    this.linesBefore = linesBefore;
    this.parser = parser;
  }

  /** Reads a whole document. */
  interface Root<T> {
    T read(JsonInput json) throws IOException;
  }

  /** Reads the value of a field. */
  interface Field {
    void read(String name) throws IOException;
  }

  /** Reads an element of a list. */
  interface Element {
    void read() throws IOException;
  }

  /** Reads a file that holds one JSON value and nothing else. */
  static <T> T read(String file, InputStream in, Root<T> root) throws IOException {
    try (JsonParser parser = FACTORY.createParser(in)) {
      return new JsonInput(file, 0, parser).document(root);
    }
  }

  /** Reads a line of a file of JSON lines; {@code line} counts from 1. */
  static <T> T readLine(String file, int line, byte[] bytes, int offset, int length, Root<T> root)
      throws IOException {
    try (JsonParser parser = FACTORY.createParser(bytes, offset, length)) {
      return new JsonInput(file, line - 1, parser).document(root);
    }
  }

  private <T> T document(Root<T> root) throws IOException {
    try {
      if (parser.nextToken() == null) {
        throw error(
            "expected a JSON object, found an empty file; the command that makes it failed, run it again");
      }
      T result = root.read(this);
      if (parser.nextToken() != null) {
        throw error(
            "expected the end of the file, found more; pages of one answer must be put together into one");
      }
      return result;
    } catch (JsonProcessingException e) {
      throw syntaxError(e);
    }
  }

  private SnapshotException syntaxError(JsonProcessingException e) {
    JsonLocation at = e.getLocation() == null ? parser.currentLocation() : e.getLocation();
    String message = String.valueOf(e.getOriginalMessage()).strip().split("\n", 2)[0];
    boolean truncated = e instanceof JsonEOFException || message.startsWith("Unexpected end-of-in");
    return SnapshotException.at(
        file,
        path(),
        linesBefore + at.getLineNr(),
        at.getColumnNr(),
        truncated
            ? "the JSON ends too early; it was cut off, collect it again"
            : message.startsWith("Invalid UTF-8")
                ? "not UTF-8 text; save it as UTF-8"
                : "not well-formed JSON: "
                    + Quoted.of(message)
                    + (path().isEmpty() ? "; the AWS CLI writes JSON with `--output json`" : ""));
  }

  /** Something that is well-formed but not as expected, at the current token. */
  SnapshotException error(String problem) {
    JsonLocation at = parser.currentTokenLocation();
    return SnapshotException.at(
        file, path(), linesBefore + at.getLineNr(), at.getColumnNr(), problem);
  }

  private SnapshotException expected(String what) throws IOException {
    String found =
        switch (parser.currentToken()) {
          case START_OBJECT -> "an object";
          case START_ARRAY -> "a list";
          case VALUE_STRING -> "the text " + Quoted.of(parser.getText());
          default -> Quoted.of(parser.getText());
        };
    return error("expected " + what + ", found " + found);
  }

  private String path() {
    StringBuilder path = new StringBuilder();
    append(path, parser.getParsingContext());
    return path.length() <= LONGEST_PATH ? path.toString() : path.substring(0, LONGEST_PATH) + "…";
  }

  private static void append(StringBuilder path, JsonStreamContext context) {
    if (context == null) {
      return;
    }
    append(path, context.getParent());
    if (context.inArray() && context.hasCurrentIndex()) {
      path.append('[').append(context.getCurrentIndex()).append(']');
    } else if (context.inObject() && context.hasCurrentName()) {
      path.append(path.isEmpty() ? "" : ".").append(context.getCurrentName());
    }
  }

  /** 1-based line of the current token. */
  int line() {
    return linesBefore + parser.currentTokenLocation().getLineNr();
  }

  void object(Field field) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw expected("an object");
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      field.read(name);
    }
  }

  /** Reads an object if there is one instead of null. */
  void optionalObject(Field field) throws IOException {
    if (!isNull()) {
      object(field);
    }
  }

  void list(Element element) throws IOException {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw expected("a list");
    }
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element.read();
    }
  }

  void skip() throws IOException {
    parser.skipChildren();
  }

  boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  boolean isText() {
    return parser.currentToken() == JsonToken.VALUE_STRING;
  }

  String text() throws IOException {
    if (!isText()) {
      throw expected("text");
    }
    return parser.getText();
  }

  /** A text out of a small vocabulary, without making a string of it. */
  String text(NameTable names) throws IOException {
    if (!isText()) {
      throw expected("text");
    }
    return names.lowerCase(
        parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
  }

  Optional<String> optionalText() throws IOException {
    return isNull() ? Optional.empty() : Optional.of(text());
  }

  boolean flag() throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> throw expected("true or false");
    };
  }

  int integer() throws IOException {
    long value = longInteger();
    if (value != (int) value) {
      throw expected("a smaller number");
    }
    return (int) value;
  }

  long longInteger() throws IOException {
    if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT
        || parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      throw expected("a whole number");
    }
    return parser.getLongValue();
  }

  /** A time as ISO 8601 text or as seconds since 1970; empty for null. */
  Optional<Instant> time() throws IOException {
    try {
      return switch (parser.currentToken()) {
        case VALUE_NULL -> Optional.empty();
        case VALUE_STRING -> Optional.of(Times.parse(parser.getText()));
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
            Optional.of(Times.ofEpochSeconds(parser.getDoubleValue()));
        default -> throw expected(Times.EXPECTED);
      };
    } catch (DateTimeException e) {
      throw expected(Times.EXPECTED);
    }
  }

  /** The JSON text of the value, without white space between tokens. */
  String json() throws IOException {
    StringWriter out = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(out)) {
      generator.copyCurrentStructureExact(parser);
    }
    return out.toString();
  }
}
