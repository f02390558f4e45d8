package org.iamaudit.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Reads a text into {@link Json} with the place of every value. Stricter than JSON itself: a name
 * may occur once in an object, half a surrogate pair is no character, and nesting ends at {@link
 * #DEEPEST} levels. Bad text is a problem with a place, never an exception.
 */
public final class JsonReader {
  /** A policy needs six levels. */
  static final int DEEPEST = 20;

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          // Names come from strangers: no shared table of them.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(DEEPEST + 1).build())
          .build();

  private static final Predicate<String> INDENTED = line -> line.isBlank() || line.startsWith(" ");

  private final JsonParser parser;
  private final Problems problems;
  private Place open = Place.root(1, 1);

  private JsonReader(JsonParser parser, Problems problems) {
    this.parser = parser;
    this.problems = problems;
  }

  /**
   * What came of reading.
   *
   * @param value absent if the text has an error
   * @param problems in the order of the text
   */
  public record Outcome(Optional<Json> value, List<PolicyProblem> problems) {
    public Outcome {
      problems = List.copyOf(problems);
    }
  }

  /** Reads all of a text that the parser stands before; the caller closes it. */
  public static Outcome read(JsonParser parser) {
    Problems problems = new Problems();
    Optional<Json> value = new JsonReader(parser, problems).document();
    return new Outcome(problems.hasErrors() ? Optional.empty() : value, problems.inDocumentOrder());
  }

  /** Reads a JSON text; the value is there unless the text breaks off or is no JSON. */
  static Optional<Json> read(String text, Problems problems) {
    try (JsonParser parser = FACTORY.createParser(text)) {
      return new JsonReader(parser, problems).document();
    } catch (IOException e) {
      throw new IllegalStateException("a string has no input errors", e);
    }
  }

  private Optional<Json> document() {
    try {
      if (parser.nextToken() == null) {
        problems.error(open, "the document is empty");
        return Optional.empty();
      }
      JsonLocation start = parser.currentTokenLocation();
      Json value = value(Place.root(start.getLineNr(), start.getColumnNr()), 1);
      if (parser.nextToken() != null) {
        JsonLocation rest = parser.currentTokenLocation();
        problems.error(
            open.at(rest.getLineNr(), rest.getColumnNr()), "something follows the document");
      }
      return Optional.of(value);
    } catch (IOException e) {
      JsonLocation at =
          e instanceof JsonProcessingException broken && broken.getLocation() != null
              ? broken.getLocation()
              : parser.currentLocation();
      problems.error(
          open.at(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr())), reason(e));
      return Optional.empty();
    }
  }

  /** What a library says, without its quotations of the text, which are indented. */
  private static String reason(IOException e) {
    String message = e instanceof JsonProcessingException p ? p.getOriginalMessage() : "";
    String reason = message.lines().filter(INDENTED.negate()).collect(Collectors.joining(", "));
    if (e instanceof JsonEOFException || reason.startsWith("Unexpected end-of-input")) {
      return "the document ends too early";
    }
    return reason.isEmpty()
        ? "cannot be read"
        : "cannot be read: "
            + reason.substring(0, 1).toLowerCase(Locale.ROOT)
            + Quoted.visible(reason.substring(1));
  }

  private Json value(Place place, int depth) throws IOException {
    if (depth > DEEPEST) {
      throw new JsonParseException(
          parser, "nested more than " + DEEPEST + " levels deep", parser.currentTokenLocation());
    }
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> members(place, depth);
      case START_ARRAY -> items(place, depth);
      case VALUE_STRING -> new Json.Scalar(place, Json.Scalar.Type.TEXT, text(place));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new Json.Scalar(place, Json.Scalar.Type.NUMBER, parser.getText());
      case VALUE_TRUE, VALUE_FALSE ->
          new Json.Scalar(place, Json.Scalar.Type.BOOLEAN, parser.getText());
      case VALUE_NULL -> new Json.Scalar(place, Json.Scalar.Type.NULL, "null");
      default -> throw new JsonParseException(parser, "unexpected " + token);
    };
  }

  private JsonToken next() throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new JsonEOFException(parser, JsonToken.NOT_AVAILABLE, "inside a value");
    }
    return token;
  }

  private Json members(Place place, int depth) throws IOException {
    List<Json.Member> members = new ArrayList<>();
    Set<String> names = new HashSet<>();
    open = place;
    while (next() != JsonToken.END_OBJECT) {
      JsonLocation nameAt = parser.currentTokenLocation();
      String name = parser.currentName();
      Place namePlace = place.member(name, nameAt.getLineNr(), nameAt.getColumnNr());
      checkCharacters(name, namePlace);
      open = namePlace;
      next();
      JsonLocation at = parser.currentTokenLocation();
      Json value = value(place.member(name, at.getLineNr(), at.getColumnNr()), depth + 1);
      open = place;
      if (names.add(name)) {
        members.add(new Json.Member(namePlace, name, value));
      } else {
        problems.error(namePlace, Quoted.of(name) + " occurs twice in one object");
      }
    }
    return new Json.Members(place, members);
  }

  private Json items(Place place, int depth) throws IOException {
    List<Json> items = new ArrayList<>();
    open = place;
    while (next() != JsonToken.END_ARRAY) {
      JsonLocation at = parser.currentTokenLocation();
      items.add(value(place.item(items.size(), at.getLineNr(), at.getColumnNr()), depth + 1));
      open = place;
    }
    return new Json.Items(place, items);
  }

  private String text(Place place) throws IOException {
    String text = parser.getText();
    checkCharacters(text, place);
    return text;
  }

  private void checkCharacters(String text, Place place) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        int c = text.codePointAt(i);
        if (c <= Character.MAX_VALUE) {
          problems.error(place, String.format("U+%04X is half of a character", c));
          return;
        }
        i++;
      }
    }
  }
}
