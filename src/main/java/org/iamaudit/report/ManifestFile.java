package org.iamaudit.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and writes {@code manifest.json}: UTF-8, LF, fields in order of their names. */
final class ManifestFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ManifestFile() {}

  /** Writes it into a package and returns its SHA-256. */
  static String write(Sealed manifest, Path folder) throws IOException {
    byte[] json =
        (JSON.writer(FindingsJson.printer()).writeValueAsString(manifest) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve(Manifest.FILE), json);
    return Sha256.of(folder.resolve(Manifest.FILE));
  }

  /**
   * Reads that of a run's package.
   *
   * @throws IOException if there is none, or if it does not say what a manifest says
   */
  static Manifest read(Path folder) throws IOException {
    return read(folder, Manifest.class);
  }

  /** The same of a monthly roll-up. */
  static MonthlyManifest readMonthly(Path folder) throws IOException {
    return read(folder, MonthlyManifest.class);
  }

  /** The same of either; what it says, not where it lies, tells which. */
  static Sealed readAny(Path folder) throws IOException {
    return read(folder, JsonNode.class).has("month") ? readMonthly(folder) : read(folder);
  }

  private static <T> T read(Path folder, Class<T> type) throws IOException {
    byte[] json = Files.readAllBytes(folder.resolve(Manifest.FILE));
    try {
      return JSON.readValue(json, type);
    } catch (JsonProcessingException e) {
      e.clearLocation();
      throw new IOException("it is no manifest: " + e.getOriginalMessage(), e);
    }
  }
}
