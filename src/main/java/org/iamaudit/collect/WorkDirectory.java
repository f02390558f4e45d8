package org.iamaudit.collect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.iamaudit.snapshot.DirectoryTree;

/**
 * Where a collection keeps what it has. A file is there completely or not at all; a collection that
 * was killed goes on from the files that are there, unless they are so old that they would mix two
 * states of the account.
 */
final class WorkDirectory {
  /** As old as a credential report may be. */
  private static final Duration LONGEST = Duration.ofHours(4);

  /** The journal of calls. */
  static final String CALLS = "calls.jsonl";

  private static final int BLOCK = 1 << 16;
  private static final String STATE = "work.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path root;
  private final Instant started;

  private WorkDirectory(Path root, Instant started) {
    this.root = root;
    this.started = started;
  }

  /**
   * Goes on with a directory or begins anew.
   *
   * @param what describes the collection; work of another one is thrown away
   */
  static WorkDirectory open(Path root, String what, Instant now) throws IOException {
    Optional<Instant> before = startedBefore(root, what);
    if (before.isPresent() && !before.get().plus(LONGEST).isBefore(now)) {
      return new WorkDirectory(root, before.get());
    }
    DirectoryTree.delete(root);
    Files.createDirectories(root);
    WorkDirectory work = new WorkDirectory(root, now);
    work.write(
        STATE,
        JSON.writeValueAsString(new TreeMap<>(Map.of("Of", what, "StartedAt", now.toString()))));
    return work;
  }

  private static Optional<Instant> startedBefore(Path root, String what) throws IOException {
    Path state = root.resolve(STATE);
    if (!Files.exists(state)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(Files.readString(state));
      return json.path("Of").asText().equals(what)
          ? Optional.of(Instant.parse(json.path("StartedAt").asText()))
          : Optional.empty();
    } catch (com.fasterxml.jackson.core.JsonProcessingException | DateTimeException e) {
      return Optional.empty(); // not ours to go on with; it is made anew
    }
  }

  /** When the collection began, even if it was killed since. */
  Instant started() {
    return started;
  }

  Path path(String name) {
    return root.resolve(name);
  }

  boolean has(String name) {
    return Files.exists(root.resolve(name));
  }

  String read(String name) {
    try {
      return Files.readString(root.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read `" + root.resolve(name) + "`", e);
    }
  }

  /** Writes a file aside and moves it into place. */
  void write(String name, String content) {
    Path file = root.resolve(name);
    Path aside = root.resolve(name + ".tmp");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(aside, content);
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write `" + file + "`", e);
    }
  }

  /** Makes a folder, if it is not there. */
  void prepare(String folder) {
    try {
      Files.createDirectories(root.resolve(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make `" + root.resolve(folder) + "`", e);
    }
  }

  /** Removes everything: the collection is complete. */
  void discard() throws IOException {
    DirectoryTree.delete(root);
  }

  /** The files of a folder by name; none if there is no such folder. */
  List<Path> files(String folder) {
    Path directory = root.resolve(folder);
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> !file.toString().endsWith(".tmp")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list `" + directory + "`", e);
    }
  }

  void delete(String folder) {
    try {
      DirectoryTree.delete(root.resolve(folder));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete `" + root.resolve(folder) + "`", e);
    }
  }

  /** Cuts off what a kill left of a last line; lines may be long and files large. */
  static void dropUnfinishedLine(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long end = bytes.length();
      byte[] block = new byte[BLOCK];
      while (end > 0) {
        int length = (int) Math.min(BLOCK, end);
        bytes.seek(end - length);
        bytes.readFully(block, 0, length);
        int kept = length;
        while (kept > 0 && block[kept - 1] != '\n') {
          kept--;
        }
        end -= length - kept;
        if (kept > 0) {
          break;
        }
      }
      bytes.setLength(end);
    }
  }
}
