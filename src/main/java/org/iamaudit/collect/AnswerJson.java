package org.iamaudit.collect;

import com.amazonaws.internal.SdkInternalList;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.iamaudit.snapshot.PercentEncoding;

/**
 * Answers of AWS as the AWS CLI prints them: every field that AWS sent under its own name, policy
 * documents as JSON. A field that AWS did not send is not there. Fields stand in alphabetical
 * order, but for those of maps that have an order.
 *
 * <p>The SDK's objects are read by their getters; writing out some hundred of them by hand would
 * only add places to forget one.
 */
final class AnswerJson {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME_WITH_MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.UTC);

  /** Texts that are JSON themselves, URL-encoded where IAM sends them. */
  private static final Set<String> DOCUMENTS =
      Set.of("PolicyDocument", "AssumeRolePolicyDocument", "Document", "Policy");

  private static final Map<Class<?>, List<Field>> FIELDS = new ConcurrentHashMap<>();

  private AnswerJson() {}

  private record Field(String name, Method getter) {}

  /** An object of the SDK's model, a map, a list, a text or a number, on one line. */
  static String of(Object value) {
    StringWriter out = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(out)) {
      write(json, "", value);
    } catch (IOException e) {
      throw new UncheckedIOException("a text can be written", e);
    }
    return out.toString();
  }

  private static void write(JsonGenerator json, String name, Object value) throws IOException {
    if (value instanceof String text) {
      Optional<String> document = DOCUMENTS.contains(name) ? document(text) : Optional.empty();
      if (document.isPresent()) {
        json.writeRawValue(document.get());
      } else {
        json.writeString(text);
      }
    } else if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Integer || value instanceof Long) {
      json.writeNumber(((Number) value).longValue());
    } else if (value instanceof Date date) {
      json.writeString(time(date.toInstant()));
    } else if (value instanceof ByteBuffer bytes) {
      json.writeString(Base64.getEncoder().encodeToString(bytes(bytes)));
    } else if (value instanceof Collection<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(json, "", item);
      }
      json.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      Map<?, ?> entries = map instanceof LinkedHashMap ? map : new TreeMap<>(map);
      for (Map.Entry<?, ?> entry : entries.entrySet()) {
        json.writeFieldName(entry.getKey().toString());
        write(json, entry.getKey().toString(), entry.getValue());
      }
      json.writeEndObject();
    } else {
      writeModel(json, value);
    }
  }

  private static void writeModel(JsonGenerator json, Object value) throws IOException {
    json.writeStartObject();
    for (Field field : FIELDS.computeIfAbsent(value.getClass(), AnswerJson::fields)) {
      Object content = get(field, value);
      if (content != null && !isAbsent(content)) {
        json.writeFieldName(field.name());
        write(json, field.name(), content);
      }
    }
    json.writeEndObject();
  }

  /** The SDK makes up an empty list where AWS sent none. */
  private static boolean isAbsent(Object content) {
    return content instanceof SdkInternalList<?> list && list.isAutoConstruct();
  }

  private static Object get(Field field, Object value) {
    try {
      return field.getter().invoke(value);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("getters of the SDK are public and do not fail", e);
    }
  }

  /** Getters of the class itself: what it inherits is about the HTTP exchange. */
  private static List<Field> fields(Class<?> type) {
    if (!type.getName().startsWith("com.amazonaws.services.")) {
      throw new IllegalArgumentException("not an answer of AWS: " + type.getName());
    }
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().matches("get[A-Z].*"))
        .filter(method -> method.getParameterCount() == 0 && !method.isSynthetic())
        .filter(method -> Modifier.isPublic(method.getModifiers()))
        .filter(method -> !Modifier.isStatic(method.getModifiers()))
        .map(method -> new Field(method.getName().substring(3), method))
        .sorted(Comparator.comparing(Field::name))
        .toList();
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  static String time(Instant instant) {
    return (instant.getNano() == 0 ? TIME : TIME_WITH_MILLIS).format(instant);
  }

  /**
   * The JSON of a document without white space between tokens, everything else as it was, twice
   * used keys and all; empty if it is not JSON, so that the text is kept as AWS gave it.
   */
  static Optional<String> document(String text) {
    Optional<String> decoded =
        text.startsWith("%") ? PercentEncoding.decode(text) : Optional.of(text);
    return decoded.flatMap(AnswerJson::compact);
  }

  private static Optional<String> compact(String text) {
    StringWriter out = new StringWriter();
    try (JsonParser parser = FACTORY.createParser(text);
        JsonGenerator json = FACTORY.createGenerator(out)) {
      if (parser.nextToken() == null || !parser.currentToken().isStructStart()) {
        return Optional.empty();
      }
      json.copyCurrentStructureExact(parser);
      json.flush();
      return parser.nextToken() == null ? Optional.of(out.toString()) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("a text can be read", e);
    }
  }
}
