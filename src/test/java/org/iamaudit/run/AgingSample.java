package org.iamaudit.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A copy of the sample with its configuration, whose clock can be moved on as if everybody went on
 * as before. What else changes is said by the test.
 */
final class AgingSample {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d");
  private static final DateTimeFormatter ISO = DateTimeFormatter.ISO_LOCAL_DATE_TIME;
  private static final String DETAILS = "account-authorization-details.json";
  private static final String ARN = "arn:aws:iam::123456789012:";

  private final Path config;
  private final Path snapshot;
  private Instant now;

  AgingSample(Path directory, Instant now) throws IOException {
    this.config = directory;
    this.snapshot = directory.resolve("sample/account-123456789012");
    this.now = now;
    try (Stream<Path> files = Files.walk(Path.of("config"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = directory.resolve(Path.of("config").relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    Files.delete(snapshot.resolve("snapshot.json")); // its hashes
    Path yaml = directory.resolve("iamaudit.yml");
    Files.writeString(
        yaml,
        Files.readString(yaml)
            .replaceAll("(?m)^(reports|state): \\.\\./", "$1: ")
            .replaceAll("(?m)^as-of:.*\n", ""));
  }

  /** Moves the clock on; what happened in the last month happens again in the next. */
  void setTo(Instant later) throws IOException {
    LocalDateTime recent = LocalDateTime.ofInstant(now, ZoneOffset.UTC).minusDays(31);
    Duration by = Duration.between(now, later);
    now = later;
    try (Stream<Path> files = Files.walk(snapshot)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String moved =
            TIME.matcher(Files.readString(file))
                .replaceAll(
                    found -> {
                      LocalDateTime time = LocalDateTime.parse(found.group());
                      return ISO.format(time.isBefore(recent) ? time : time.plus(by));
                    });
        Files.writeString(file, moved);
      }
    }
  }

  void removeRole(String name) throws IOException {
    details(
        details -> {
          Iterator<JsonNode> roles = details.get("RoleDetailList").iterator();
          while (roles.hasNext()) {
            if (roles.next().get("RoleName").asText().equals(name)) {
              roles.remove();
            }
          }
        });
    countRoles(-1);
  }

  /** A role with another name and id, and everything else alike. */
  void addRoleLike(String model, String name) throws IOException {
    details(
        details -> {
          ObjectNode role = entity(details, "Role", model).deepCopy();
          String arn = role.get("Arn").asText();
          role.put("RoleName", name).put("RoleId", "AROANEWROLE0000000001");
          role.put("Arn", arn.replace(model, name));
          ((ArrayNode) details.get("RoleDetailList")).add(role);
        });
    Path used = snapshot.resolve("service-last-accessed.jsonl");
    String line =
        Files.readAllLines(used).stream()
            .filter(l -> l.contains("/" + model + "\""))
            .findFirst()
            .orElseThrow();
    Files.writeString(used, line.replace(model, name) + "\n", StandardOpenOption.APPEND);
    countRoles(1);
  }

  void detach(String user, String policy) throws IOException {
    details(
        details -> {
          Iterator<JsonNode> attached =
              entity(details, "User", user).get("AttachedManagedPolicies").iterator();
          while (attached.hasNext()) {
            if (attached.next().get("PolicyName").asText().equals(policy)) {
              attached.remove();
            }
          }
        });
  }

  void attach(String user, String policy) throws IOException {
    details(
        details ->
            ((ArrayNode) entity(details, "User", user).get("AttachedManagedPolicies"))
                .addObject()
                .put("PolicyName", policy)
                .put("PolicyArn", ARN + "policy/finance/" + policy));
  }

  /** Nobody can read its first one any more. */
  void breakInlinePolicy(String role) throws IOException {
    details(
        details ->
            ((ObjectNode) entity(details, "Role", role).get("RolePolicyList").get(0))
                .put("PolicyDocument", "{"));
  }

  void tolerate(String baseline, String action) throws IOException {
    Files.writeString(
        config.resolve("baselines").resolve(baseline),
        "\ntolerates: [{Action: \"" + action + "\", Resource: \"*\"}]\n",
        StandardOpenOption.APPEND);
  }

  void waive(String id, String type, String principal) throws IOException {
    Files.writeString(
        config.resolve("waivers.yml"),
        """

          - {id: %s, type: %s, principal: %s, owner: a@example.com, reason: later,
             approved-by: b@example.com, approved-on: 2026-12-15, expires: 2027-12-15, ticket: T}
        """
            .formatted(id, type, principal),
        StandardOpenOption.APPEND);
  }

  private void details(Consumer<JsonNode> change) throws IOException {
    Path file = snapshot.resolve(DETAILS);
    JsonNode details = JSON.readTree(file.toFile());
    change.accept(details);
    JSON.writeValue(file.toFile(), details);
  }

  private static ObjectNode entity(JsonNode details, String kind, String name) {
    for (JsonNode entity : details.get(kind + "DetailList")) {
      if (entity.get(kind + "Name").asText().equals(name)) {
        return (ObjectNode) entity;
      }
    }
    throw new AssertionError("no " + kind + " " + name);
  }

  private void countRoles(int more) throws IOException {
    Path file = snapshot.resolve("account-summary.json");
    ObjectNode summary = (ObjectNode) JSON.readTree(file.toFile());
    ObjectNode map = (ObjectNode) summary.get("SummaryMap");
    assertThat(map.has("Roles")).isTrue();
    map.put("Roles", map.get("Roles").asInt() + more);
    JSON.writeValue(file.toFile(), summary);
  }
}
