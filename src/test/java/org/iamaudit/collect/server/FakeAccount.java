package org.iamaudit.collect.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An account as the server knows it: the files of a snapshot directory. */
final class FakeAccount {
  static final ObjectMapper JSON = new ObjectMapper();
  static final List<String> LISTS =
      List.of("UserDetailList", "GroupDetailList", "RoleDetailList", "Policies");

  record Entity(String list, JsonNode json) {}

  final String id;
  private final Path directory;
  private final List<Entity> entities = new ArrayList<>();
  private final Set<String> deleted = ConcurrentHashMap.newKeySet();
  private final Set<String> unlisted = ConcurrentHashMap.newKeySet();
  private final Map<String, String> lastAccessed = new HashMap<>();
  final Map<String, String> jobs = new ConcurrentHashMap<>();
  final Map<String, AtomicInteger> polls = new ConcurrentHashMap<>();
  final AtomicInteger reportCalls = new AtomicInteger();

  FakeAccount(Path directory) {
    this.directory = directory;
    JsonNode details = json("account-authorization-details.json").orElseThrow();
    for (String list : LISTS) {
      details.path(list).forEach(entity -> entities.add(new Entity(list, entity)));
    }
    this.id =
        entities.stream()
            .filter(entity -> !entity.list().equals("Policies"))
            .map(entity -> entity.json().path("Arn").asText().split(":")[4])
            .findFirst()
            .orElse("");
    text("service-last-accessed.jsonl")
        .ifPresent(
            lines ->
                lines
                    .lines()
                    .forEach(
                        line ->
                            lastAccessed.put(
                                line.replaceFirst("(?s).*?\"Arn\"\\s*:\\s*\"([^\"]+)\".*", "$1"),
                                line)));
  }

  Optional<String> text(String file) {
    try {
      return Files.exists(directory.resolve(file))
          ? Optional.of(Files.readString(directory.resolve(file)))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Optional<JsonNode> json(String file) {
    return text(file).map(FakeAccount::tree);
  }

  static JsonNode tree(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that there ever were, so that places in the list stay. */
  List<Entity> entities() {
    return entities;
  }

  boolean isListed(Entity entity) {
    String arn = entity.json().path("Arn").asText();
    return !deleted.contains(arn) && !unlisted.contains(arn);
  }

  Optional<JsonNode> find(String arn) {
    return entities.stream()
        .map(Entity::json)
        .filter(json -> json.path("Arn").asText().equals(arn) && !deleted.contains(arn))
        .findFirst();
  }

  /** As when somebody deletes it while it is read. */
  void delete(String arn) {
    deleted.add(arn);
  }

  /** It exists, but was attached after its page had been given out. */
  void unlist(String arn) {
    unlisted.add(arn);
  }

  /** When AWS made the credential report. */
  Instant reportTime() {
    return json("snapshot.json")
        .map(json -> Instant.parse(json.path("FinishedAt").asText()))
        .orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  /** The answer about a principal; an empty one where the directory has none. */
  ObjectNode lastAccessed(String arn) {
    ObjectNode answer =
        (ObjectNode)
            tree(
                lastAccessed.getOrDefault(
                    arn,
                    "{\"JobStatus\":\"COMPLETED\",\"JobType\":\"ACTION_LEVEL\",\"JobCreationDate\":"
                        + "\"2026-09-01T00:00:00Z\",\"JobCompletionDate\":\"2026-09-01T00:00:01Z\","
                        + "\"ServicesLastAccessed\":[]}"));
    answer.remove("Arn");
    return answer;
  }

  /** Resources of a service, in a region if it has any, by ARN. */
  Map<String, JsonNode> resources(String service, String region) {
    Map<String, JsonNode> found = new java.util.TreeMap<>();
    ArrayNode all = (ArrayNode) json("resource-policies.json").orElseGet(JSON::createArrayNode);
    for (JsonNode one : all) {
      String[] arn = one.path("ResourceArn").asText().split(":", 6);
      if (arn[2].equals(service) && (arn[3].isEmpty() || arn[3].equals(region))) {
        found.put(one.path("ResourceArn").asText(), one.path("Policy"));
      }
    }
    return found;
  }
}
