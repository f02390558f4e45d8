package org.iamaudit.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;

/** Writes what is answered to one line: a JSON object on one line that begins with the case. */
final class JsonAnswer {
  private static final JsonFactory JSON = new JsonFactory();

  /** The fields of an object. */
  interface Body {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private JsonAnswer() {}

  /** An answer to a case; its {@code CaseId} is null if it has none. */
  static String of(Optional<String> caseId, Body body) {
    return write(
        json -> {
          if (caseId.isPresent()) {
            json.writeStringField("CaseId", caseId.get());
          } else {
            json.writeNullField("CaseId");
          }
          body.writeTo(json);
        });
  }

  /** The answer to a line that could not be understood. */
  static String error(String line, Exception e) {
    String message =
        e instanceof JsonProcessingException syntax
            ? "not a JSON object: " + reason(syntax)
            : e.getMessage();
    return error(line, message);
  }

  private static String reason(JsonProcessingException syntax) {
    return syntax instanceof JsonEOFException
        ? "the line ends too early"
        : syntax.getOriginalMessage().replaceAll("\\s+", " ");
  }

  /** The same, with the line's case if that can be found. */
  static String error(String line, String message) {
    return of(JsonLine.caseId(line), json -> json.writeStringField("Error", message));
  }

  /** Any object. */
  static String write(Body body) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      body.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string does not fail to be written
    }
    return text.toString();
  }

  static void texts(JsonGenerator json, String field, Collection<String> texts) throws IOException {
    json.writeArrayFieldStart(field);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
