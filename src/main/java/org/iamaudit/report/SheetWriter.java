package org.iamaudit.report;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFTable;
import org.iamaudit.finding.Severity;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTTableStyleInfo;

/**
 * Writes a data sheet: header, one table, typed cells from left to right. What does not fit on one
 * sheet goes on with the same header on {@code <name> (2)}.
 *
 * <p>A row begins with {@link #row} and has exactly one cell call for each column.
 */
final class SheetWriter {
  private static final float HEADER_HEIGHT = 32;
  private static final float LINE_HEIGHT = 13.5f;
  private static final int MAX_LINES = 8;

  /** Columns that say on each page what a row is about. */
  private static final int REPEATED = 2;

  private final Book book;
  private final String name;
  private final String holds;
  private final List<Column> columns;
  private final Highlights highlights;
  private final int printed;
  private int part;
  private int rows;
  private SXSSFSheet sheet;
  private Cells cells;
  private SXSSFRow row;
  private int column;
  private int lines;
  private String reference;

  SheetWriter(Book book, String name, String holds, List<Column> columns, Highlights highlights) {
    this(book, name, holds, columns, highlights, columns.size());
  }

  /**
   * A sheet of which only the first columns are printed.
   *
   * @param printed how many
   */
  SheetWriter(
      Book book,
      String name,
      String holds,
      List<Column> columns,
      Highlights highlights,
      int printed) {
    this.book = book;
    this.name = name;
    this.holds = holds;
    this.columns = columns;
    this.highlights = highlights;
    this.printed = printed;
    begin();
  }

  static String partName(String sheet, int part) {
    return part == 0 ? sheet : sheet + " (" + (part + 1) + ")";
  }

  private void begin() {
    Page page = printed < columns.size() ? Page.A3 : Page.of(columns, REPEATED);
    sheet = book.sheet(partName(name, part), page);
    cells = new Cells(book, sheet);
    rows = 0;
    row = cells.row(0);
    row.setHeightInPoints(HEADER_HEIGHT);
    for (int i = 0; i < columns.size(); i++) {
      sheet.setColumnWidth(i, columns.get(i).width() * 256);
      sheet.setColumnHidden(i, columns.get(i).hidden());
      cells.text(row, i, Look.HEADER, columns.get(i).header(), name);
    }
    column = columns.size();
    sheet.createFreezePane(1, 1);
    page.repeat(sheet, REPEATED);
  }

  /**
   * The next row.
   *
   * @param reference where the full text of its cells can be read
   */
  SheetWriter row(String reference) {
    endRow();
    if (rows == book.limits().rows()) {
      endPart();
      part++;
      begin();
    }
    rows++;
    row = cells.row(rows);
    column = 0;
    lines = 1;
    this.reference = reference;
    return this;
  }

  SheetWriter text(String value) {
    if (value.isEmpty()) {
      return nothing();
    }
    Column to = columns.get(column);
    if (to.look() == Look.WRAP) {
      lines = Math.max(lines, linesOf(value, to.width()));
    }
    cells.text(row, column++, to.look(), value, reference);
    return this;
  }

  SheetWriter text(Optional<String> value) {
    return text(value.orElse(""));
  }

  /** A text that leads to a place in the workbook, if there is one. */
  SheetWriter link(String value, Optional<String> place) {
    if (place.isEmpty() || value.isEmpty()) {
      return text(value);
    }
    cells.link(row, column++, value, place.get(), reference);
    return this;
  }

  /** Makes the last cell lead to a place in the workbook, if there is one. */
  SheetWriter leadingTo(Optional<String> place) {
    place.ifPresent(p -> cells.lead(rows, column - 1, p));
    return this;
  }

  SheetWriter formula(String formula, long value) {
    cells.formula(row, column, columns.get(column).look(), formula, value);
    column++;
    return this;
  }

  /** The number of the present row on its sheet, as a reader sees it. */
  int rowNumber() {
    return rows + 1;
  }

  /** Where the present row is, such as {@code 'Findings (2)'!A17}. */
  String place() {
    return "'" + sheet.getSheetName() + "'!A" + rowNumber();
  }

  SheetWriter number(long value) {
    cells.number(row, column, columns.get(column).look(), value);
    column++;
    return this;
  }

  /** A number, or empty: not known. */
  SheetWriter number(Optional<? extends Number> value) {
    return value.isPresent() ? number(value.get().longValue()) : nothing();
  }

  SheetWriter date(Optional<Instant> value) {
    if (value.isEmpty()) {
      return nothing();
    }
    cells.date(row, column, columns.get(column).look(), value.get());
    column++;
    return this;
  }

  /** {@code Y} or {@code N}. */
  SheetWriter flag(boolean value) {
    return text(value ? "Y" : "N");
  }

  /** {@code Y}, {@code N}, or empty: not known. */
  SheetWriter flag(Optional<Boolean> value) {
    return value.isPresent() ? flag(value.get()) : nothing();
  }

  SheetWriter severity(Optional<Severity> value) {
    return value.isPresent() ? severity(value.get()) : nothing();
  }

  SheetWriter severity(Severity value) {
    cells.text(row, column++, Look.of(value), value.name(), reference);
    return this;
  }

  /** Not known, not there, or not applicable. */
  SheetWriter nothing() {
    cells.empty(row, column, columns.get(column).look());
    column++;
    return this;
  }

  /** So many cells of nothing. */
  SheetWriter nothing(int cells) {
    for (int i = 0; i < cells; i++) {
      nothing();
    }
    return this;
  }

  /** Ends the sheet. */
  void end() {
    endRow();
    endPart();
  }

  private void endRow() {
    if (column != columns.size()) {
      throw new IllegalStateException(
          "sheet `" + name + "` has a row of " + column + " cells for " + columns.size());
    }
    if (rows > 0) {
      row.setHeightInPoints(Math.min(lines, MAX_LINES) * LINE_HEIGHT);
    }
  }

  private void endPart() {
    table();
    highlights.apply(sheet, columns, Math.max(1, rows));
    if (printed < columns.size()) {
      int index = book.poi().getSheetIndex(sheet);
      book.poi().setPrintArea(index, 0, printed - 1, 0, Math.max(1, rows));
      sheet.getHeader().setRight("columns up to " + columns.get(printed - 1).header());
    }
    book.add(new Book.Part(sheet.getSheetName(), holds, OptionalInt.of(rows)));
  }

  /** A table must have a row below its header, be it an empty one. */
  private void table() {
    AreaReference area =
        book.poi()
            .getCreationHelper()
            .createAreaReference(
                new CellReference(0, 0), new CellReference(Math.max(1, rows), columns.size() - 1));
    XSSFTable table = book.inMemory(sheet).createTable(area);
    table.setName(sheet.getSheetName().replaceAll("[^A-Za-z0-9]+", "_").replaceAll("_$", ""));
    table.setDisplayName(table.getName());
    for (int i = 0; i < columns.size(); i++) {
      table.getColumns().get(i).setName(columns.get(i).header());
    }
    table.getCTTable().addNewAutoFilter().setRef(area.formatAsString());
    // Not through XSSFTable.getStyle, which takes a second to read all styles that Excel has.
    CTTableStyleInfo style = table.getCTTable().addNewTableStyleInfo();
    style.setName("TableStyleLight1");
    style.setShowRowStripes(true);
  }

  /** About as many lines as the text takes in a wrapped cell. */
  static int linesOf(String text, int width) {
    int lines = 0;
    for (int start = 0; start <= text.length() && lines < MAX_LINES; ) {
      int end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      boolean broken = end - start > width && text.indexOf(' ', start) < 0;
      lines +=
          broken
              ? linesOfPath(text.substring(start, end), width)
              : Math.max(1, (int) Math.ceil((end - start) / (width * 1.2)));
      start = end + 1;
    }
    return lines;
  }

  /** The same for an ARN, which breaks where a part of its path does not fit. */
  private static int linesOfPath(String path, int width) {
    double room = width * 1.1;
    double used = 0;
    int lines = 1;
    for (String part : path.split("(?<=/)")) {
      if (used > 0 && used + part.length() > room) {
        lines++;
        used = 0;
      }
      used += part.length();
      for (; used > room; used -= room) {
        lines++;
      }
    }
    return lines;
  }
}
