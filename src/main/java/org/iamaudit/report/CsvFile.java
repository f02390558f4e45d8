package org.iamaudit.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A list for machines: UTF-8, lines end with CR LF, every value as RFC 4180 has it. Text that a
 * spreadsheet may take for a formula gets an apostrophe before it; how many did is counted.
 */
final class CsvFile implements AutoCloseable {
  private final String name;
  private final BufferedWriter out;
  private int columns;
  private int column;
  private int rows = -1;
  private int escaped;

  /**
   * @param name of the list, in the manifest
   */
  CsvFile(String name, Path file, String... header) throws IOException {
    this.name = name;
    this.out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    for (String column : header) {
      value(column);
    }
    columns = header.length;
    endRow();
  }

  /** The next value of the row. */
  CsvFile value(String text) {
    String clean = CellText.clean(text);
    boolean formula = CellText.looksLikeFormula(clean);
    if (formula) {
      escaped++;
    }
    write((column++ == 0 ? "" : ",") + quoted(formula ? "'" + clean : clean));
    return this;
  }

  CsvFile value(Optional<?> value) {
    return value(value.map(Object::toString).orElse(""));
  }

  CsvFile value(long number) {
    write((column++ == 0 ? "" : ",") + number);
    return this;
  }

  CsvFile value(boolean flag) {
    return value(flag ? "Y" : "N");
  }

  private static String quoted(String text) {
    for (int i = 0; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case ',', '"', '\n', '\r' -> {
          return '"' + text.replace("\"", "\"\"") + '"';
        }
        default -> {}
      }
    }
    return text;
  }

  CsvFile endRow() {
    if (column != columns) {
      throw new IllegalStateException(
          "list `" + name + "` has a row of " + column + " values for " + columns);
    }
    write("\r\n");
    column = 0;
    rows++;
    return this;
  }

  private void write(String text) {
    try {
      out.write(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  FileEntry.Cells cells() {
    return new FileEntry.Cells(Map.of(name, rows), escaped, 0);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
