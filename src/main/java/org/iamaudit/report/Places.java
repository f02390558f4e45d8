package org.iamaudit.report;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the rows of a data sheet will stand, known before they are written: links point to them.
 * Keys are numbered in the order of the rows.
 */
final class Places {
  private final String sheet;
  private final int rowsPerSheet;
  private final Map<String, Integer> rows = new HashMap<>();
  private int next;

  Places(String sheet, Limits limits) {
    this.sheet = sheet;
    this.rowsPerSheet = limits.rows();
  }

  /** The next row is about this. The first row of a key is the one that links lead to. */
  void add(String key) {
    rows.putIfAbsent(key, next++);
  }

  /** A place in the workbook such as {@code 'Findings (2)'!A17}. */
  Optional<String> of(String key) {
    Integer row = rows.get(key);
    return row == null
        ? Optional.empty()
        : Optional.of(
            "'"
                + SheetWriter.partName(sheet, row / rowsPerSheet)
                + "'!A"
                + (row % rowsPerSheet + 2));
  }
}
