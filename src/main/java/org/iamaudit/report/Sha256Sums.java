package org.iamaudit.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code SHA256SUMS}: a line for each other file of the package, as {@code sha256sum -c} reads it.
 * It holds the hash of the manifest, which holds those of all others.
 */
final class Sha256Sums {
  static final String FILE = "SHA256SUMS";

  private Sha256Sums() {}

  /**
   * Writes it into a package.
   *
   * @param others hashes of what the manifest cannot list, by name
   */
  static void write(Path folder, List<FileEntry> files, Map<String, String> others)
      throws IOException {
    Map<String, String> hashes = new TreeMap<>(others);
    files.forEach(f -> hashes.put(f.path(), f.sha256()));
    Files.writeString(folder.resolve(FILE), text(hashes), StandardCharsets.UTF_8);
  }

  /** What it says of files with these hashes, by path. */
  static String text(Map<String, String> hashes) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(hashes)
        .forEach((path, hash) -> lines.append(hash).append("  ").append(path).append('\n'));
    return lines.toString();
  }
}
