package org.iamaudit.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.iamaudit.snapshot.Sha256;

/**
 * Reads and writes {@code manifest.json}: UTF-8, LF, fields in order of their names. An absent
 * optional field is read as one that says nothing.
 */
final class ManifestFile {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ManifestFile() {}

  /** What the first manifest of a process costs: the library looks at all that is in one. */
  static void prepare() {
    JSON.writerFor(Manifest.class);
  }

  /** Writes it into a package and returns its SHA-256. */
  static String write(Sealed manifest, Path folder) throws IOException {
    byte[] json =
        (JSON.writer(FindingsJson.printer()).writeValueAsString(manifest) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    Files.write(folder.resolve(Manifest.FILE), json);
    return Sha256.of(folder.resolve(Manifest.FILE));
  }

  /**
   * Reads that of a run's package, of an earlier version of the program too.
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
      JsonNode tree = JSON.readTree(json);
      if (type == Manifest.class && tree instanceof ObjectNode manifest) {
        complete(manifest);
      }
      return JSON.treeToValue(tree, type);
    } catch (JsonMappingException e) {
      throw new IOException(
          "it is no manifest: `" + path(e) + "` is missing, unknown or not as expected", e);
    } catch (JsonProcessingException e) {
      throw new IOException("it is no manifest: not JSON, line " + e.getLocation().getLineNr(), e);
    }
  }

  /** What earlier versions did not say yet: nothing was said of it. */
  private static void complete(ObjectNode manifest) {
    Stream.of("mappings", "reconciliation", "exceptions")
        .filter(field -> !manifest.has(field))
        .forEach(manifest::putArray);
    if (manifest.get("scope") instanceof ObjectNode scope && !scope.has("regions")) {
      scope.putArray("regions");
    }
    for (JsonNode source : manifest.path("sources")) {
      if (source instanceof ObjectNode one && !one.has("parameters")) {
        one.putObject("parameters");
      }
    }
  }

  /** {@code sources[0].pages}. */
  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      path.append(
          step.getFieldName() == null
              ? "[" + step.getIndex() + "]"
              : (path.isEmpty() ? "" : ".") + step.getFieldName());
    }
    return path.isEmpty() ? Manifest.FILE : path.toString();
  }
}
