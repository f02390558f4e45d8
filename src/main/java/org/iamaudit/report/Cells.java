package org.iamaudit.report;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFHyperlink;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** Writes the cells of one sheet. Every text of the workbook passes {@link #text}. */
final class Cells {
  /** The first day of Excel's calendar that all readers agree on. */
  private static final Instant FIRST_DATE = Instant.parse("1900-03-01T00:00:00Z");

  private final Book book;
  private final SXSSFSheet sheet;
  private final Map<Integer, Lead> lowest = new HashMap<>();
  private int links;

  /** A link from the cells of some rows of a column. */
  private record Lead(XSSFHyperlink link, int firstRow, int lastRow) {}

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
    Lead above = lowest.get(column);
    boolean shared =
        above != null && above.lastRow() == row - 1 && above.link().getLocation().equals(place);
    if (!shared && !mayLink()) {
      return false;
    }
    Lead lead = shared ? new Lead(above.link(), above.firstRow(), row) : newLead(row, place);
    lead.link()
        .setCellReference(
            new CellRangeAddress(lead.firstRow(), row, column, column).formatAsString());
    lowest.put(column, lead);
    return true;
  }

  private Lead newLead(int row, String place) {
    XSSFSheet inMemory = book.inMemory(sheet);
    XSSFHyperlink link =
        inMemory.getWorkbook().getCreationHelper().createHyperlink(HyperlinkType.DOCUMENT);
    link.setAddress(place);
    inMemory.addHyperlink(link);
    return new Lead(link, row, row);
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
