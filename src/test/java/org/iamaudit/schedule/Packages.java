package org.iamaudit.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The evidence packages in a directory. */
final class Packages {
  private Packages() {}

  /** Their names, without what is still being made. */
  static List<String> in(Path reports) throws IOException {
    try (Stream<Path> files = Files.list(reports)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .toList();
    }
  }
}
