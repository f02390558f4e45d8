package org.iamaudit.collect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.Sha256;

/** {@code snapshot.json}: how a snapshot was made, and the SHA-256 of everything in it. */
final class SnapshotManifest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SnapshotManifest() {}

  /**
   * What is said of a collection.
   *
   * @param occasion what the account was read for; empty: for nothing in particular
   * @param principals how many users and roles there are
   * @param journals of the account's own calls and of those shared with other accounts
   */
  record Facts(
      CallerIdentity identity,
      Optional<String> occasion,
      int principals,
      Instant started,
      Instant finished,
      Optional<Instant> credentialReportGenerated,
      List<String> regions,
      List<Journal> journals,
      List<Gap> gaps) {}

  /** As JSON, with the hashes of the files that lie in {@code directory}. */
  static String of(Facts facts, Path directory) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("Account", facts.identity().account());
    json.put("Partition", facts.identity().partition());
    json.put("StartedAt", seconds(facts.started()));
    json.put("FinishedAt", seconds(facts.finished()));
    json.put("CollectedBy", facts.identity().arn());
    facts.occasion().ifPresent(occasion -> json.put("CollectedFor", occasion));
    facts
        .credentialReportGenerated()
        .ifPresent(time -> json.put("CredentialReportGeneratedAt", AnswerJson.time(time)));
    json.put("Principals", facts.principals());
    json.put("Regions", facts.regions());
    json.put("Calls", calls(facts.journals()));
    json.put("Gaps", facts.gaps().stream().map(SnapshotManifest::gap).toList());
    json.put("Files", hashes(directory));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps and texts can be written", e);
    }
  }

  private static String seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static List<Object> calls(List<Journal> journals) {
    List<Object> calls = new ArrayList<>();
    for (Journal journal : journals) {
      journal
          .counts()
          .forEach(
              (target, count) -> {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("Service", target.call().service());
                json.put("Operation", target.call().operation());
                json.put("Region", target.region().isEmpty() ? null : target.region());
                json.put("Parameters", new TreeMap<>(target.call().parameters()));
                json.put("Count", count.calls);
                json.put("Throttled", count.throttled);
                json.put("Failed", count.failed);
                json.put("FirstRequestId", count.first);
                json.put("LastRequestId", count.last);
                calls.add(json);
              });
    }
    return calls;
  }

  private static Map<String, String> gap(Gap gap) {
    Map<String, String> json = new LinkedHashMap<>();
    json.put("Kind", gap.kind().name());
    json.put("Subject", gap.subject());
    json.put("Reason", gap.reason());
    json.put("Effect", gap.effect());
    return json;
  }

  /** SHA-256 of every file below a directory, by its path with slashes. */
  static Map<String, String> hashes(Path directory) {
    Map<String, String> hashes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        hashes.put(directory.relativize(file).toString().replace('\\', '/'), Sha256.of(file));
      }
      return hashes;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read `" + directory + "`", e);
    }
  }
}
