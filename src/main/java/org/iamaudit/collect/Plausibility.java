package org.iamaudit.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.iamaudit.collect.CollectException.Kind;
import org.iamaudit.snapshot.SnapshotFile;

/**
 * Whether an account can be as small as it was read. An empty one, or one that has lost far more
 * than accounts lose, is a failed read and not a clean account.
 */
final class Plausibility {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** So few may go at any time, whatever share of the account they are. */
  private static final int FEW = 5;

  private final int maxShrinkPercent;

  Plausibility(int maxShrinkPercent) {
    this.maxShrinkPercent = maxShrinkPercent;
  }

  /**
   * Compares with the account's own count and with the snapshot before.
   *
   * @param principals how many users and roles were listed
   * @param summary the answer of {@code GetAccountSummary}
   * @param previous the directory of the last snapshot
   */
  void check(int principals, Optional<String> summary, Optional<Path> previous)
      throws CollectException {
    if (principals == 0) {
      throw implausible(
          "AWS listed no user and no role: that is a failed read, not an empty account");
    }
    if (summary.isPresent()) {
      JsonNode counts = tree(summary.get()).path("SummaryMap");
      long counted = counts.path("Users").asLong() + counts.path("Roles").asLong();
      compare(principals, counted, "the account itself counts", "start again");
    }
    if (previous.isPresent()) {
      long before = principals(previous.get());
      compare(
          principals,
          before,
          "the snapshot before, `" + previous.get() + "`, has",
          "if so many were deleted, raise `collect.max-shrink` for this run");
    }
  }

  private void compare(int listed, long expected, String where, String remedy)
      throws CollectException {
    long lost = expected - listed;
    if (lost > FEW && lost * 100 > expected * maxShrinkPercent) {
      throw implausible(
          "AWS listed "
              + listed
              + " users and roles, but "
              + where
              + " "
              + expected
              + ": more than "
              + maxShrinkPercent
              + " % are missing; "
              + remedy);
    }
  }

  /** As {@code snapshot.json} has it; nothing where it does not say. */
  private static long principals(Path snapshot) {
    try {
      JsonNode recorded =
          JSON.readTree(snapshot.resolve(SnapshotFile.SNAPSHOT.fileName()).toFile());
      return recorded.path("Principals").asLong();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read `" + snapshot + "`", e);
    }
  }

  static boolean isSnapshot(Path directory) {
    return Files.isRegularFile(directory.resolve(SnapshotFile.SNAPSHOT.fileName()));
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException("what was written is JSON", e);
    }
  }

  private static CollectException implausible(String message) {
    return new CollectException(Kind.IMPLAUSIBLE, message, null);
  }
}
