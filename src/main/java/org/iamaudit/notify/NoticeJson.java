package org.iamaudit.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/** Notices as JSON, field by field, as the outbox keeps them and webhooks get them. */
public final class NoticeJson {
  static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) // of a later version
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private NoticeJson() {}

  public static String write(Notice notice) {
    return new String(bytes(notice), UTF_8);
  }

  static byte[] bytes(Object value) {
    try {
      return JSON.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("it is made of texts and numbers", e);
    }
  }

  /** What {@link #write} wrote. */
  public static Notice read(String json) {
    try {
      return JSON.readValue(json, Notice.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "a stored notice cannot be read: " + e.getOriginalMessage(), e);
    }
  }
}
