package org.iamaudit.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.event.KeyValuePair;

/**
 * Writes a log event as one line of JSON: {@code @timestamp} in UTC, {@code level}, {@code logger},
 * {@code message}, what the thread works on, the event's own keys as it gives them, the error.
 * (Logback's own encoder nests the keys in a list and writes the time as a number.)
 */
final class JsonLineEncoder extends EncoderBase<ILoggingEvent> {
  private static final JsonFactory JSON = new JsonFactory();

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField(
          "@timestamp", event.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
      json.writeStringField("level", event.getLevel().toString());
      json.writeStringField("logger", event.getLoggerName());
      json.writeStringField("message", event.getFormattedMessage());
      writeContext(json, event);
      writeKeys(json, event.getKeyValuePairs());
      writeError(json, event.getThrowableProxy());
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array cannot fail", e);
    }
    return line.toByteArray();
  }

  /** Unless the event has a key of that name. */
  private static void writeContext(JsonGenerator json, ILoggingEvent event) throws IOException {
    List<KeyValuePair> pairs =
        event.getKeyValuePairs() == null ? List.of() : event.getKeyValuePairs();
    for (Map.Entry<String, String> entry : new TreeMap<>(event.getMDCPropertyMap()).entrySet()) {
      if (pairs.stream().noneMatch(pair -> pair.key.equals(entry.getKey()))) {
        json.writeStringField(entry.getKey(), entry.getValue());
      }
    }
  }

  private static void writeKeys(JsonGenerator json, List<KeyValuePair> pairs) throws IOException {
    if (pairs == null) {
      return;
    }
    for (KeyValuePair pair : pairs) {
      json.writeFieldName(pair.key);
      if (pair.value instanceof Number || pair.value instanceof Boolean) {
        json.writePOJO(pair.value);
      } else {
        json.writeString(String.valueOf(pair.value));
      }
    }
  }

  private static void writeError(JsonGenerator json, IThrowableProxy error) throws IOException {
    if (error != null) {
      json.writeStringField("error.type", error.getClassName());
      json.writeStringField("error.message", error.getMessage());
      json.writeStringField("error.stack_trace", ThrowableProxyUtil.asString(error));
    }
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
