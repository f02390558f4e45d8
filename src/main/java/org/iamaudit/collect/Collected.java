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
import org.iamaudit.arn.AccountId;
import org.iamaudit.snapshot.Gap;

/**
 * What came of a collection.
 *
 * @param home the directory of all snapshots
 * @param snapshots by account id
 * @param left accounts of which there is none, by account id
 */
public record Collected(Path home, List<Snapshot> snapshots, List<Left> left) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public Collected {
    snapshots = List.copyOf(snapshots);
    left = List.copyOf(left);
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

  /** Writes down which accounts are left, beside the snapshots; returns the file. */
  public Path writeLeft() {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Left account : left) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("Account", account.account().digits());
      json.put("Name", account.name());
      json.put("Reason", account.reason());
      json.put("Suspended", account.suspended());
      list.add(json);
    }
    Path file = home.resolve("not-audited-" + snapshots.get(0).directory().getFileName() + ".json");
    try {
      Files.writeString(
          file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(list) + "\n");
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write `" + file + "`", e);
    }
  }

  /** Reads what {@link #writeLeft} wrote. */
  public static List<Left> readLeft(Path file) throws IOException {
    List<Left> left = new ArrayList<>();
    for (JsonNode json : JSON.readTree(file.toFile())) {
      left.add(
          new Left(
              new AccountId(json.path("Account").asText()),
              json.path("Name").asText(),
              json.path("Reason").asText(),
              json.path("Suspended").asBoolean()));
    }
    return left;
  }
}
