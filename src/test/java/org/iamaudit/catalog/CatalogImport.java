package org.iamaudit.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/**
 * For maintainers: makes {@code service-authorization.txt} of the catalogue in its published form,
 * JSON of {@code version, source, rcpServices, services[prefix, name, actions, resourceTypes,
 * conditionKeys]}. {@link CatalogReader} describes the result.
 *
 * <p>Global condition keys are not in that catalogue; {@code global-condition-keys.txt} lists them
 * (IAM User Guide, "AWS global condition context keys", read 2026-11).
 */
final class CatalogImport {
  private static final List<String> LEVELS =
      List.of("List", "Read", "Tagging, Write", "Write", "Permissions management, Write");

  private final PrintStream out;

  private CatalogImport(PrintStream out) {
    this.out = out;
  }

  /** Arguments: the published file, plain or gzipped, and the file to write. */
  public static void main(String[] args) throws IOException {
    JsonNode catalog;
    try (InputStream in = open(Path.of(args[0]))) {
      catalog = new ObjectMapper().readTree(in);
    }
    try (PrintStream out =
        new PrintStream(
            Files.newOutputStream(Path.of(args[1])), false, StandardCharsets.UTF_8.name())) {
      new CatalogImport(out).write(catalog);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file));
    return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
  }

  private void write(JsonNode catalog) throws IOException {
    line("V", catalog.get("version").asText(), catalog.get("source").asText());
    line("P", String.join(",", texts(catalog.get("rcpServices"))));
    try (InputStream in =
        CatalogImport.class.getResourceAsStream("/catalog/global-condition-keys.txt")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(key -> line("G", key));
    }
    sorted(catalog.get("services"), service -> service.get("prefix").asText())
        .forEach(this::writeService);
  }

  private void writeService(JsonNode service) {
    line("S", service.get("prefix").asText(), service.get("name").asText());
    Map<String, Integer> keys = new HashMap<>();
    for (JsonNode key : service.get("conditionKeys")) {
      keys.put(key.get("key").asText(), keys.size());
      line("C", key.get("key").asText(), key.get("type").asText());
    }
    Map<String, Integer> types = new HashMap<>();
    for (JsonNode type : service.get("resourceTypes")) {
      types.put(type.get("name").asText().toLowerCase(Locale.ROOT), types.size());
      line("R", type.get("name").asText(), type.get("arn").asText());
    }
    sorted(service.get("actions"), action -> action.get("name").asText().toLowerCase(Locale.ROOT))
        .forEach(action -> writeAction(action, keys, types));
  }

  private void writeAction(JsonNode action, Map<String, Integer> keys, Map<String, Integer> types) {
    List<String> typeNumbers = new ArrayList<>();
    TreeSet<Integer> keyNumbers = new TreeSet<>();
    texts(action.path("conditionKeys")).forEach(key -> keyNumbers.add(number(keys, key)));
    for (JsonNode type : action.path("resourceTypes")) {
      String name = type.get("name").asText().toLowerCase(Locale.ROOT);
      typeNumbers.add(number(types, name) + (type.path("required").asBoolean() ? "!" : ""));
      texts(type.path("conditionKeys")).forEach(key -> keyNumbers.add(number(keys, key)));
    }
    int level = LEVELS.indexOf(action.get("accessLevel").asText());
    if (level < 0) {
      throw new IllegalArgumentException("unknown access level in " + action);
    }
    line(
        "A",
        action.get("name").asText(),
        Integer.toString(level),
        String.join(",", typeNumbers),
        String.join(",", keyNumbers.stream().map(String::valueOf).toList()));
  }

  /**
   * The number of what an action names; the data would be useless if the service did not list it.
   */
  private static int number(Map<String, Integer> numbers, String name) {
    Integer number = numbers.get(name);
    if (number == null) {
      throw new IllegalArgumentException("`" + name + "` is not listed with its service");
    }
    return number;
  }

  private void line(String... fields) {
    out.print(String.join("\t", fields));
    out.print('\n');
  }

  private static List<JsonNode> sorted(JsonNode list, Function<JsonNode, String> key) {
    List<JsonNode> sorted = new ArrayList<>();
    list.forEach(sorted::add);
    sorted.sort(Comparator.comparing(key));
    return sorted;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }
}
