package org.iamaudit.report;

import java.util.List;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SXSSFSheet;

/**
 * What a sheet is printed on. Letters must stay readable on paper: a sheet that is too wide for one
 * page goes on to the right, with its first columns again.
 *
 * @param wide how many pages stand beside each other
 * @param high how many below each other; 0: as many as it takes
 */
record Page(boolean a3, boolean landscape, int wide, int high) {
  static final Page A4 = new Page(false, true, 1, 0);
  static final Page A3 = new Page(true, true, 1, 0);
  static final Page A4_PORTRAIT = new Page(false, false, 1, 0);
  static final Page ONE_A4_PORTRAIT = new Page(false, false, 1, 1);
  static final Page ONE_A3 = new Page(true, true, 1, 1);

  /** Characters across a landscape page, at letters of about 7 points. */
  private static final int A4_WIDTH = 200;

  private static final int A3_WIDTH = 310;
  private static final double MARGIN_INCHES = 0.4;

  /**
   * The page of a data sheet.
   *
   * @param repeated how many columns stand on each page again
   */
  static Page of(List<Column> columns, int repeated) {
    int all = width(columns);
    if (all <= A4_WIDTH) {
      return A4;
    }
    int again = width(columns.subList(0, repeated));
    int wide = all <= A3_WIDTH ? 1 : (int) Math.ceil((all - again) / (double) (A3_WIDTH - again));
    return new Page(true, true, wide, 0);
  }

  private static int width(List<Column> columns) {
    return columns.stream().filter(c -> !c.hidden()).mapToInt(Column::width).sum();
  }

  void setUp(SXSSFSheet sheet) {
    sheet.setFitToPage(true);
    PrintSetup print = sheet.getPrintSetup();
    print.setLandscape(landscape);
    print.setFitWidth((short) wide);
    print.setFitHeight((short) high);
    print.setPaperSize(a3 ? PrintSetup.A3_PAPERSIZE : PrintSetup.A4_PAPERSIZE);
    print.setLeftToRight(true); // pages of a row follow each other
    sheet.setMargin(PageMargin.LEFT, MARGIN_INCHES);
    sheet.setMargin(PageMargin.RIGHT, MARGIN_INCHES);
  }

  /** Header row, and first columns if there is more than one page for a row. */
  void repeat(SXSSFSheet sheet, int columns) {
    sheet.setRepeatingRows(CellRangeAddress.valueOf("1:1"));
    if (wide > 1) {
      String last = CellReference.convertNumToColString(columns - 1);
      sheet.setRepeatingColumns(CellRangeAddress.valueOf("A:" + last));
    }
  }
}
