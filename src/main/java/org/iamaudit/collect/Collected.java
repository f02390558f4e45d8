package org.iamaudit.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.Sha256;

/**
 * What came of a collection.
 *
 * @param home the directory of all snapshots
 * @param snapshots by account id
 * @param left accounts of which there is none, by account id
 * @param others accounts of the organization that were not to be read, sorted
 */
public record Collected(
    Path home, List<Snapshot> snapshots, List<Left> left, List<AccountId> others) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LEFT_OUT = "LeftOut";

  public Collected {
    snapshots = List.copyOf(snapshots);
    left = List.copyOf(left);
    others = List.copyOf(others);
  }

  /**
   * A snapshot that lies in its place.
   *
   * @param gaps what could not be read of the account
   */
  public record Snapshot(AccountId account, String name, Path directory, List<Gap> gaps) {
    public Snapshot {
      gaps = List.copyOf(gaps);
    }
  }

  /**
   * An account that could not be read, or that AWS has suspended.
   *
   * @param suspended whether nothing could be expected of it
   */
  public record Left(AccountId account, String name, String reason, boolean suspended) {}

  /**
   * Writes down of which accounts there is no snapshot, beside the snapshots; returns the file, and
   * nothing if there is one of each.
   */
  public Optional<Path> writeLeft() {
    if (left.isEmpty() && others.isEmpty()) {
      return Optional.empty();
    }
    List<Map<String, Object>> list = new ArrayList<>();
    for (Left account : left) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("Account", account.account().digits());
      json.put("Name", account.name());
      json.put("Reason", account.reason());
      json.put("Suspended", account.suspended());
      list.add(json);
    }
    // Sorted, since the file decides the run id: an attempt that is repeated must write it again.
    others.forEach(
        other -> list.add(new TreeMap<>(Map.of("Account", other.digits(), LEFT_OUT, true))));
    try {
      String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(list) + "\n";
      String name = Sha256.of(text).substring(0, 16);
      Path file = Files.createDirectories(home).resolve("not-audited-" + name + ".json");
      return Optional.of(Files.writeString(file, text));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot write which accounts could not be read below `" + home + "`", e);
    }
  }

  /** Reads what {@link #writeLeft} wrote. */
  public static List<Left> readLeft(Path file) throws IOException {
    List<Left> left = new ArrayList<>();
    for (JsonNode json : JSON.readTree(file.toFile())) {
      if (!json.has(LEFT_OUT)) {
        left.add(
            new Left(
                id(json),
                json.path("Name").asText(),
                json.path("Reason").asText(),
                json.path("Suspended").asBoolean()));
      }
    }
    return left;
  }

  /** Reads which accounts {@link #writeLeft} put down as not to be read. */
  public static List<AccountId> readOthers(Path file) throws IOException {
    List<AccountId> others = new ArrayList<>();
    for (JsonNode json : JSON.readTree(file.toFile())) {
      if (json.has(LEFT_OUT)) {
        others.add(id(json));
      }
    }
    return others;
  }

  private static AccountId id(JsonNode json) {
    return new AccountId(json.path("Account").asText());
  }
}
