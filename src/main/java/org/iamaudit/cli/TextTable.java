package org.iamaudit.cli;

import java.util.ArrayList;
import java.util.List;

/** A table of text: a column is as wide as its widest cell. */
final class TextTable {
  private static final String GAP = "  ";

  /**
   * A cell.
   *
   * @param right whether it stands at the right end of its column
   * @param before a colour code that does not count as width; may be empty
   * @param after what ends the colour
   */
  record Cell(String text, boolean right, String before, String after) {
    static Cell left(String text) {
      return new Cell(Printable.line(text), false, "", "");
    }

    static Cell right(String text) {
      return new Cell(Printable.line(text), true, "", "");
    }

    /** The same cell in a colour. */
    Cell painted(String before, String after) {
      return new Cell(text, right, before, after);
    }

    private int width() {
      return text.codePointCount(0, text.length());
    }

    private String padded(int width) {
      String padding = " ".repeat(width - width());
      return right ? padding + before + text + after : before + text + after + padding;
    }
  }

  private final List<List<Cell>> rows = new ArrayList<>();

  /** Adds a row; all rows have the same number of cells. */
  void add(List<Cell> row) {
    rows.add(List.copyOf(row));
  }

  /** The lines, each with a line break, without blanks at their ends. */
  String text() {
    StringBuilder out = new StringBuilder();
    for (List<Cell> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(column == 0 ? "" : GAP).append(row.get(column).padded(width(column)));
      }
      out.append(line.toString().stripTrailing()).append('\n');
    }
    return out.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).width()).max().orElse(0);
  }
}
