package org.iamaudit.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.iamaudit.collect.Collected.Snapshot;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.SnapshotFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The snapshot that an attempt has left which was killed before its report was there. The next one
 * takes it as it is: an account that is read a second time may have changed, and the same period
 * would have two truths.
 */
final class EarlierSnapshot {
  private static final Logger LOG = LoggerFactory.getLogger(EarlierSnapshot.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Attempts of one occasion follow each other closely: it is among the newest. */
  private static final int NEWEST = 10;

  private EarlierSnapshot() {}

  /**
   * The newest snapshot that was read for an occasion, if each of its files still has the hash that
   * {@code snapshot.json} names and there is no other file.
   *
   * @param home the directory of the account's snapshots
   */
  static Optional<Snapshot> find(LiveAccount account, Path home, String occasion)
      throws IOException {
    if (!Files.isDirectory(home)) {
      return Optional.empty();
    }
    try (Stream<Path> children = Files.list(home)) {
      List<Path> newest =
          children
              .filter(Plausibility::isSnapshot)
              .sorted(Comparator.reverseOrder())
              .limit(NEWEST)
              .toList();
      for (Path directory : newest) {
        JsonNode json = JSON.readTree(manifest(directory).toFile());
        if (json.path("CollectedFor").asText().equals(occasion)) {
          return whole(directory, json)
              ? Optional.of(new Snapshot(account.id(), account.name(), directory, gaps(json)))
              : Optional.empty();
        }
      }
      return Optional.empty();
    }
  }

  private static Path manifest(Path directory) {
    return directory.resolve(SnapshotFile.SNAPSHOT.fileName());
  }

  private static boolean whole(Path directory, JsonNode json) {
    Map<String, String> named = new TreeMap<>();
    json.path("Files").properties().forEach(f -> named.put(f.getKey(), f.getValue().asText()));
    Map<String, String> there = SnapshotManifest.hashes(directory);
    there.remove(SnapshotFile.SNAPSHOT.fileName());
    boolean whole = !named.isEmpty() && there.equals(named);
    if (!whole) {
      LOG.atWarn()
          .addKeyValue("event", "snapshot.changed")
          .addKeyValue("snapshot", directory)
          .log("the snapshot is not what was collected; the account is read again");
    }
    return whole;
  }

  private static List<Gap> gaps(JsonNode json) {
    List<Gap> gaps = new ArrayList<>();
    for (JsonNode gap : json.path("Gaps")) {
      gaps.add(
          new Gap(
              Gap.Kind.valueOf(gap.path("Kind").asText()),
              gap.path("Subject").asText(),
              gap.path("Reason").asText(),
              gap.path("Effect").asText()));
    }
    return gaps;
  }
}
