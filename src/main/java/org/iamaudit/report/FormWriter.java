package org.iamaudit.report;

import java.time.Instant;
import java.util.List;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;

/** Writes a sheet of blocks for people, line by line: Cover, Summary, Method. */
final class FormWriter {
  private static final float LINE_HEIGHT = 14;
  private static final int MAX_LINES = 12;

  private final SXSSFSheet sheet;
  private final Cells cells;
  private final int[] widths;
  private int line = -1;
  private SXSSFRow row;

  /**
   * @param widths of the columns, in characters
   */
  FormWriter(Book book, SXSSFSheet sheet, int... widths) {
    this.sheet = sheet;
    this.cells = new Cells(book, sheet);
    this.widths = widths;
    for (int i = 0; i < widths.length; i++) {
      sheet.setColumnWidth(i, widths[i] * 256);
    }
    sheet.setDisplayGridlines(false);
    book.writing(sheet.getSheetName());
  }

  /** The next line. */
  FormWriter line() {
    row = cells.row(++line);
    return this;
  }

  /** An empty line. */
  FormWriter blank() {
    line++;
    return this;
  }

  /** Empty lines, so that the next one is not before that number. */
  FormWriter until(int number) {
    line = Math.max(line, number - 1);
    return this;
  }

  /** The number of the present line, from 0. */
  int number() {
    return line;
  }

  FormWriter text(int column, Look look, String value) {
    if (value.isEmpty()) {
      cells.empty(row, column, look);
      return this;
    }
    cells.text(row, column, look, value, "findings.json");
    if (look == Look.WRAP || look == Look.KEY) {
      int lines = 0;
      for (String part : value.split("\n", MAX_LINES + 1)) {
        lines += Math.max(1, (int) Math.ceil(part.length() / (widths[column] * 1.1)));
      }
      grow(Math.min(lines, MAX_LINES) * LINE_HEIGHT);
    }
    return this;
  }

  FormWriter number(int column, long value) {
    cells.number(row, column, Look.COUNT, value);
    return this;
  }

  FormWriter percent(int column, double value) {
    cells.number(row, column, Look.PERCENT, value);
    return this;
  }

  FormWriter moment(int column, Instant value) {
    cells.date(row, column, Look.MOMENT, value);
    return this;
  }

  FormWriter link(int column, String text, String place) {
    cells.link(row, column, text, place, "findings.json");
    return this;
  }

  /** A line on its own, as tall as its letters need. */
  FormWriter heading(Look look, String text, float height) {
    line().text(0, look, text);
    row.setHeightInPoints(height);
    return this;
  }

  /** A text that runs over the empty cells to its right, up to {@code last}. */
  FormWriter spill(int column, int last, Look look, String value) {
    for (int i = column + 1; i <= last; i++) {
      cells.empty(row, i, look);
    }
    return text(column, look, value);
  }

  /** A blank line, then a heading ruled over {@code columns} columns. */
  FormWriter section(String text, int columns) {
    blank().heading(Look.SECTION, text, 20);
    for (int i = 1; i < columns; i++) {
      cells.empty(row, i, Look.SECTION);
    }
    return this;
  }

  /**
   * The header of a small table.
   *
   * @param texts how many of its columns hold text; numbers follow
   */
  FormWriter header(int texts, String... names) {
    line();
    float height = 18;
    for (int i = 0; i < names.length; i++) {
      cells.text(row, i, i < texts ? Look.HEADER : Look.HEADER_NUMBER, names[i], "");
      if (names[i].length() + 2 > widths[i]) {
        height = 32;
      }
    }
    row.setHeightInPoints(height);
    return this;
  }

  /** A line of wrapped texts, the first of them bold. */
  FormWriter entry(String key, List<String> values) {
    line().text(0, Look.KEY, key);
    for (int i = 0; i < values.size(); i++) {
      text(i + 1, Look.WRAP, values.get(i));
    }
    return this;
  }

  FormWriter entry(String key, String... values) {
    return entry(key, List.of(values));
  }

  private void grow(float height) {
    if (height > sheet.getDefaultRowHeightInPoints() && height > row.getHeightInPoints()) {
      row.setHeightInPoints(height);
    }
  }
}
