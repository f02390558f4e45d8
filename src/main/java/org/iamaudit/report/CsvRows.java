package org.iamaudit.report;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Rows of a list for machines: UTF-8, lines end with CR LF, every value as RFC 4180 has it. Text
 * that a spreadsheet may take for a formula gets an apostrophe before it; how many did is counted.
 */
final class CsvRows {
  private final int columns;
  private final StringBuilder text = new StringBuilder();
  private int column;
  private int rows;
  private int escaped;

  CsvRows(int columns) {
    this.columns = columns;
  }

  /** The next value of the row. */
  CsvRows value(String value) {
    String clean = CellText.clean(value);
    boolean formula = CellText.looksLikeFormula(clean);
    escaped += formula ? 1 : 0;
    return next(quoted(formula ? "'" + clean : clean));
  }

  CsvRows value(Optional<?> value) {
    return value(value.map(Object::toString).orElse(""));
  }

  CsvRows value(long number) {
    return next(Long.toString(number));
  }

  CsvRows value(boolean flag) {
    return next(flag ? "Y" : "N");
  }

  private CsvRows next(String written) {
    text.append(column++ == 0 ? "" : ",").append(written);
    return this;
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

  void endRow() {
    if (column != columns) {
      throw new IllegalStateException("a row of " + column + " values for " + columns);
    }
    text.append("\r\n");
    column = 0;
    rows++;
  }

  byte[] bytes() {
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  int rows() {
    return rows;
  }

  int escaped() {
    return escaped;
  }
}
