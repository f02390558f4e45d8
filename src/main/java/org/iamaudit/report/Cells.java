package org.iamaudit.report;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFHyperlink;

/** Writes the cells of one sheet. Every text of the workbook passes {@link #text}. */
final class Cells {
  /** The first day of Excel's calendar that all readers agree on. */
  private static final Instant FIRST_DATE = Instant.parse("1900-03-01T00:00:00Z");

  private final Book book;
  private final SXSSFSheet sheet;
  private final Map<Integer, XSSFHyperlink> lowest = new HashMap<>();
  private int links;

  Cells(Book book, SXSSFSheet sheet) {
    this.book = book;
    this.sheet = sheet;
  }

  /** The same row again, or the one after it. */
  SXSSFRow row(int number) {
    SXSSFRow row = sheet.getRow(number);
    return row == null ? sheet.createRow(number) : row;
  }

  /**
   * A text, never a formula.
   *
   * @param reference where to find the whole if it must be cut
   */
  void text(SXSSFRow row, int column, Look look, String value, String reference) {
    String text = CellText.clean(value);
    if (!CellText.fits(text)) {
      text = CellText.cut(text, reference);
      book.cellWasCut();
    }
    CellStyle style = book.styles().get(look);
    if (CellText.looksLikeFormula(text)) {
      style = book.styles().quoted(look);
      book.cellWasQuoted();
    }
    Cell cell = row.createCell(column);
    cell.setCellStyle(style);
    cell.setCellValue(CellText.escape(text));
  }

  /** A text that leads to a place in the workbook, while links last. */
  void link(SXSSFRow row, int column, String value, String place, String reference) {
    boolean leads = lead(row.getRowNum(), column, place);
    text(row, column, leads ? Look.LINK : Look.ID, value, reference);
  }

  /**
   * Makes a cell lead to a place in the workbook, while links last. Cells below each other that
   * lead to one place share a link: most rows of a long sheet are about what the row above is
   * about.
   */
  boolean lead(int row, int column, String place) {
    XSSFHyperlink above = lowest.get(column);
    if (above != null && above.getLastRow() == row - 1 && above.getLocation().equals(place)) {
      above.setLastRow(row);
      return true;
    }
    if (!mayLink()) {
      return false;
    }
    XSSFHyperlink link =
        book.inMemory(sheet)
            .getWorkbook()
            .getCreationHelper()
            .createHyperlink(HyperlinkType.DOCUMENT);
    link.setAddress(place);
    link.setCellReference(new CellReference(row, column));
    book.inMemory(sheet).addHyperlink(link);
    lowest.put(column, link);
    return true;
  }

  /** Takes one of the links that are left, or has the sheet named as one without. */
  private boolean mayLink() {
    boolean may = links < book.limits().links() && book.takeLink();
    if (may) {
      links++;
    } else {
      book.linksEndOn(sheet.getSheetName());
    }
    return may;
  }

  /** A formula of ours, with the value that it has now. */
  void formula(SXSSFRow row, int column, Look look, String formula, double value) {
    Cell cell = row.createCell(column);
    cell.setCellStyle(book.styles().get(look));
    cell.setCellFormula(formula);
    cell.setCellValue(value);
  }

  void number(SXSSFRow row, int column, Look look, double value) {
    Cell cell = row.createCell(column);
    cell.setCellStyle(book.styles().get(look));
    cell.setCellValue(value);
  }

  /** A date in UTC; one before Excel's calendar begins stays empty. */
  void date(SXSSFRow row, int column, Look look, Instant value) {
    Cell cell = row.createCell(column);
    cell.setCellStyle(book.styles().get(look));
    if (!value.isBefore(FIRST_DATE)) {
      cell.setCellValue(LocalDateTime.ofInstant(value, ZoneOffset.UTC));
    }
  }

  /** A cell that says nothing: not known, or nothing there. */
  void empty(SXSSFRow row, int column, Look look) {
    row.createCell(column).setCellStyle(book.styles().get(look));
  }
}
