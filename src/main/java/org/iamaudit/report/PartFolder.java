package org.iamaudit.report;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.iamaudit.snapshot.DirectoryTree;
import org.iamaudit.snapshot.HeldFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hidden directory beside its place in which a package is made. Its writer holds a lock on a
 * file of the same name, which the operating system frees when the process ends, however it ends:
 * by that, others know what a writer that was killed has left, and clear it away.
 */
final class PartFolder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PartFolder.class);
  private static final String PREFIX = ".part-";
  private static final String LOCK = ".lock";

  private final Path path;
  private final HeldFile lock;

  private PartFolder(Path path, HeldFile lock) {
    this.path = path;
    this.lock = lock;
  }

  /** A directory of our own, beside the place of {@code folder}, with permissions like its own. */
  static PartFolder beside(Path folder) throws IOException {
    sweep(folder.toAbsolutePath().getParent());
    for (int n = 0; ; n++) {
      Path path = folder.resolveSibling(PREFIX + folder.getFileName() + "-" + n).toAbsolutePath();
      Optional<HeldFile> held = HeldFile.take(lock(path), "");
      if (held.isPresent()) {
        try {
          return new PartFolder(Files.createDirectory(path), held.get());
        } catch (FileAlreadyExistsException e) {
          held.get().close(); // somebody else's, from before there were locks
        }
      }
    }
  }

  private static Path lock(Path path) {
    return path.resolveSibling(path.getFileName() + LOCK);
  }

  /** Deletes what writers that are dead have left; what cannot be deleted is left to the next. */
  private static void sweep(Path reports) {
    try (Stream<Path> children = Files.list(reports)) {
      List<Path> locks =
          children
              .filter(p -> p.getFileName().toString().startsWith(PREFIX))
              .filter(p -> p.getFileName().toString().endsWith(LOCK))
              .toList();
      for (Path file : locks) {
        sweepOne(file);
      }
    } catch (IOException e) {
      LOG.warn("cannot clear away what a run that was killed left in `{}`: {}", reports, e);
    }
  }

  private static void sweepOne(Path lock) throws IOException {
    String name = lock.getFileName().toString();
    Path part = lock.resolveSibling(name.substring(0, name.length() - LOCK.length()));
    Optional<HeldFile> held = HeldFile.take(lock, "");
    if (held.isPresent()) {
      new PartFolder(part, held.get()).close();
    }
  }

  Path path() {
    return path;
  }

  /** Deletes what is still here. */
  @Override
  public void close() throws IOException {
    try (lock) {
      DirectoryTree.delete(path);
      Files.deleteIfExists(lock(path));
    }
  }
}
