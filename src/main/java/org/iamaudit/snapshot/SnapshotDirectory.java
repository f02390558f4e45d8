package org.iamaudit.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;

/**
 * The files of a snapshot. Each is hashed while it is read, so that the hash is that of the very
 * bytes the audit saw. Files may be read by several threads at once.
 */
final class SnapshotDirectory {
  private final Path root;
  private final SortedMap<String, String> hashes = new ConcurrentSkipListMap<>();

  SnapshotDirectory(Path root) {
    if (!Files.isDirectory(root)) {
      throw SnapshotException.of(
          root.toString(),
          Files.exists(root)
              ? "expected a directory, found a file"
              : "no such directory; a snapshot is a directory of files as the AWS CLI prints them");
    }
    this.root = root;
  }

  /** What is done with the bytes of a file. */
  interface Content<T> {
    T read(InputStream in) throws IOException;
  }

  Path root() {
    return root;
  }

  /**
   * Whether there is such a file.
   *
   * @throws SnapshotException if something of that name is there and no file: it was not left out
   */
  boolean has(String name) {
    Path file = root.resolve(name);
    boolean there = Files.isRegularFile(file);
    if (!there) {
      requireNothing(name, file, "a file");
    }
    return there;
  }

  private static void requireNothing(String name, Path path, String expected) {
    if (!Files.notExists(path, LinkOption.NOFOLLOW_LINKS)) {
      String found =
          Files.isRegularFile(path)
              ? "a file"
              : Files.isDirectory(path)
                  ? "a directory"
                  : Files.isSymbolicLink(path)
                      ? "a link that leads to none"
                      : "something else, or what may not be looked at";
      throw SnapshotException.of(name, "expected " + expected + ", found " + found);
    }
  }

  /** Reads a file to its end, whether or not the reader needs all of it. */
  <T> T read(String name, Content<T> content) {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(root.resolve(name)), digest)) {
      T result = content.read(in);
      in.transferTo(OutputStream.nullOutputStream());
      hashes.put(name, Sha256.hex(digest));
      return result;
    } catch (IOException e) {
      throw SnapshotException.of(name, "cannot be read: " + IoReason.of(e), e);
    }
  }

  /**
   * Names of the files below a folder, relative to the snapshot, sorted; links lead on to what they
   * name, and stand for themselves if that is gone. Empty if there is no such folder.
   *
   * @throws SnapshotException if it cannot be listed, or what is there is no folder
   */
  List<String> below(String folder) {
    if (!Files.isDirectory(root.resolve(folder))) {
      requireNothing(folder, root.resolve(folder), "a directory");
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root.resolve(folder), FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(file -> Files.isRegularFile(file) || Files.notExists(file))
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw SnapshotException.of(folder, "cannot be listed: " + IoReason.of(e.getCause()), e);
    } catch (IOException e) {
      throw SnapshotException.of(folder, "cannot be listed: " + IoReason.of(e), e);
    }
  }

  /** SHA-256 of every file read so far, by name, sorted. */
  Map<String, String> hashes() {
    return hashes;
  }

  /**
   * Compares with what was recorded when the snapshot was collected. Recorded files that nothing
   * has read yet are read for it.
   */
  void verify(Map<String, String> recorded) {
    recorded.forEach(
        (name, hash) -> {
          if (!isInside(name)) {
            throw SnapshotException.of(name, "recorded in `snapshot.json`, but not a file of it");
          }
          if (!has(name)) {
            throw SnapshotException.of(
                name, "recorded in `snapshot.json`, but gone; restore it or collect again");
          }
          if (!hashes.containsKey(name)) {
            read(name, in -> in.transferTo(OutputStream.nullOutputStream()));
          }
          if (!hash.equalsIgnoreCase(hashes.get(name))) {
            throw SnapshotException.of(
                name,
                "changed since it was collected: SHA-256 is "
                    + hashes.get(name)
                    + ", `snapshot.json` recorded "
                    + hash
                    + "; restore it or collect again");
          }
        });
  }

  private boolean isInside(String name) {
    try {
      return root.resolve(name).normalize().startsWith(root.normalize());
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
