package org.iamaudit.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory with all it holds. */
public final class DirectoryTree {
  private DirectoryTree() {}

  /** Deletes it, if it is there. */
  public static void delete(Path root) throws IOException {
    if (Files.exists(root)) {
      for (Path path : deepestFirst(root)) {
        Files.delete(path);
      }
    }
  }

  /** Files and directories, each before the one that it lies in; the root is the last. */
  public static List<Path> deepestFirst(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
