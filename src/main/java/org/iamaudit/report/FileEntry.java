package org.iamaudit.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.iamaudit.snapshot.Sha256;

/**
 * A file of an evidence package as its manifest lists it.
 *
 * @param path relative to the package, with slashes
 * @param rows data rows by sheet or list; empty where there are none to count
 * @param escapedCells cells marked as text because they look like a formula
 * @param cutCells cells that were too long for a spreadsheet
 */
public record FileEntry(
    String path,
    long bytes,
    String sha256,
    String mediaType,
    Map<String, Integer> rows,
    int escapedCells,
    int cutCells) {
  public FileEntry {
    rows = new TreeMap<>(rows);
  }

  /** What a file of the package holds, as told by whoever wrote it. */
  record Cells(Map<String, Integer> rows, int escaped, int cut) {
    static final Cells NONE = new Cells(Map.of(), 0, 0);
  }

  /** Of a file that is complete. */
  static FileEntry of(Path folder, Path file, Cells cells) throws IOException {
    String path = folder.relativize(file).toString().replace('\\', '/');
    return new FileEntry(
        path,
        Files.size(file),
        Sha256.of(file),
        mediaType(path),
        cells.rows(),
        cells.escaped(),
        cells.cut());
  }

  private static String mediaType(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1)) {
      case "xlsx" -> "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
      case "json" -> "application/json";
      case "csv" -> "text/csv; charset=utf-8";
      case "gz" -> "application/gzip";
      case "yml", "yaml" -> "application/yaml";
      default -> "application/octet-stream";
    };
  }
}
