package org.iamaudit.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A file of {@link CsvRows} below a header. */
final class CsvFile implements AutoCloseable {
  private final String name;
  private final OutputStream out;
  private int rows;
  private int escaped;

  /**
   * @param name of the list, in the manifest
   */
  CsvFile(String name, Path file, List<String> header) throws IOException {
    this.name = name;
    this.out = new BufferedOutputStream(Files.newOutputStream(file));
    CsvRows first = new CsvRows(header.size());
    header.forEach(first::value);
    first.endRow();
    out.write(first.bytes());
  }

  void add(CsvRows more) {
    try {
      out.write(more.bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows += more.rows();
    escaped += more.escaped();
  }

  FileEntry.Cells cells() {
    return new FileEntry.Cells(Map.of(name, rows), escaped, 0);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
