package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.iamaudit.finding.Severity;
import org.iamaudit.report.EvidencePackage.Written;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** How the workbook looks on a screen and on paper. */
@TestInstance(Lifecycle.PER_CLASS)
class WorkbookLayoutTest {
  private static final List<String> DATA_SHEETS =
      List.of(
          "Findings",
          "Principals",
          "Entitlements",
          "Credentials",
          "Comparison",
          "Control matrix",
          "Scope",
          "Reconciliation",
          "Run log");

  @TempDir static Path reports;
  private ReadWorkbook book;

  @BeforeAll
  void write() throws IOException {
    Written written = SamplePackage.write(SampleResults.rich(), reports);
    book = new ReadWorkbook(written);
  }

  @AfterAll
  void close() throws IOException {
    book.close();
  }

  @Test
  void dataSheetsAreFrozenFilteredAndReadyToPrint() {
    for (String name : DATA_SHEETS) {
      XSSFSheet sheet = book.sheet(name);
      assertThat(sheet.getPaneInformation().isFreezePane()).as(name).isTrue();
      assertThat(sheet.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 1);
      assertThat(sheet.getPaneInformation().getVerticalSplitPosition()).isEqualTo((short) 1);
      assertThat(sheet.getTables()).as(name).hasSize(1);
      assertThat(sheet.getTables().get(0).getCTTable().getAutoFilter().getRef())
          .isEqualTo(sheet.getTables().get(0).getCellReferences().formatAsString());
      assertThat(sheet.getRepeatingRows().formatAsString()).isEqualTo("1:1");
      assertThat(sheet.getPrintSetup().getLandscape()).isTrue();
      assertThat(sheet.getNumMergedRegions()).isZero();
      assertThat(sheet.getSheetConditionalFormatting().getNumConditionalFormattings())
          .isLessThanOrEqualTo(10);
    }
  }

  @Test
  void headersOfTablesAreThoseOfTheCells() {
    for (String name : DATA_SHEETS) {
      XSSFSheet sheet = book.sheet(name);
      assertThat(sheet.getTables().get(0).getColumns())
          .extracting(column -> column.getName())
          .containsExactlyElementsOf(ReadWorkbook.headers(sheet))
          .doesNotHaveDuplicates();
    }
  }

  /** Two lines at most, beside the button of the filter. */
  @Test
  void headersFitTheirColumns() {
    for (String name : DATA_SHEETS) {
      XSSFSheet sheet = book.sheet(name);
      List<String> headers = ReadWorkbook.headers(sheet);
      for (int i = 0; i < headers.size(); i++) {
        int width = sheet.getColumnWidth(i) / 256;
        int longestWord =
            Stream.of(headers.get(i).split("[ /]")).mapToInt(String::length).max().orElse(0);
        assertThat(width)
            .as(name + ": " + headers.get(i))
            .isBetween(Math.max(longestWord + 1, headers.get(i).length() / 2 + 1), 60);
      }
    }
  }

  @Test
  void everySheetHasAFooterAndIsLocked() {
    for (Sheet sheet : book.poi()) {
      assertThat(sheet.getFitToPage()).isTrue();
      assertThat(sheet.getPrintSetup().getPaperSize())
          .isIn(PrintSetup.A4_PAPERSIZE, PrintSetup.A3_PAPERSIZE);
      assertThat(sheet.getFooter().getLeft()).isEqualTo("&A · 2026-10 · run 20261031-3f9ac2");
      assertThat(sheet.getFooter().getCenter()).isEqualTo("Confidential && internal");
      assertThat(sheet.getFooter().getRight()).isEqualTo("page &P of &N");
      XSSFSheet locked = (XSSFSheet) sheet;
      assertThat(locked.isSheetLocked()).isTrue();
      assertThat(locked.isAutoFilterLocked()).isFalse();
      assertThat(locked.isFormatColumnsLocked()).isFalse();
      assertThat(locked.isSelectLockedCellsLocked()).isFalse();
      assertThat(locked.isDeleteRowsLocked()).isTrue();
    }
    assertThat(book.poi().isStructureLocked()).isTrue();
  }

  @Test
  void cellsShareFewNamedStyles() {
    assertThat(book.poi().getNumCellStyles()).isLessThanOrEqualTo(60);
    assertThat(book.poi().getStylesSource().getCTStylesheet().toString())
        .contains("name=\"Header\"", "name=\"Sev.Critical\"");
  }

  @Test
  void fillsHaveContrast() {
    for (Severity severity : Severity.values()) {
      assertThat(contrast(Palette.ink(severity), Palette.fill(severity)))
          .as(severity.name())
          .isGreaterThanOrEqualTo(4.5);
    }
    assertThat(contrast(Palette.RED_INK, Palette.RED)).isGreaterThanOrEqualTo(4.5);
    assertThat(contrast(Palette.AMBER_INK, Palette.AMBER)).isGreaterThanOrEqualTo(4.5);
    assertThat(contrast(Palette.GREEN_INK, Palette.GREEN)).isGreaterThanOrEqualTo(4.5);
    assertThat(contrast(Palette.GREY, Palette.PALE)).isGreaterThanOrEqualTo(4.5);
    assertThat(contrast(Palette.WHITE, Palette.NAVY)).isGreaterThanOrEqualTo(4.5);
  }

  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /** Relative luminance as WCAG 2.2 defines it. */
  private static double luminance(String hex) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    return IntStream.range(0, 3)
        .mapToDouble(
            i -> {
              double c = Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16) / 255.0;
              return weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
            })
        .sum();
  }

  @Test
  void coverAndSummaryAreOnePageEach() {
    for (String name : List.of("Cover", "Summary")) {
      assertThat(book.sheet(name).getPrintSetup().getFitWidth()).isEqualTo((short) 1);
      assertThat(book.sheet(name).getPrintSetup().getFitHeight()).isEqualTo((short) 1);
    }
  }

  /** On A3 about 215 characters stand beside each other in letters of 10 points. */
  @Test
  void lettersOnPaperAreNotSmallerThanSixPoints() {
    for (String name : DATA_SHEETS) {
      XSSFSheet sheet = book.sheet(name);
      String area = book.poi().getPrintArea(book.poi().getSheetIndex(sheet));
      int columns =
          area == null
              ? sheet.getRow(0).getLastCellNum()
              : new AreaReference(area, SpreadsheetVersion.EXCEL2007).getLastCell().getCol() + 1;
      int width =
          IntStream.range(0, columns)
              .filter(i -> !sheet.isColumnHidden(i))
              .map(i -> sheet.getColumnWidth(i) / 256)
              .sum();
      boolean a3 = sheet.getPrintSetup().getPaperSize() == PrintSetup.A3_PAPERSIZE;
      int pages = sheet.getPrintSetup().getFitWidth();
      assertThat(10.0 * pages * (a3 ? 215 : 150) / width).as(name).isGreaterThan(6);
      if (pages > 1) {
        assertThat(sheet.getRepeatingColumns().formatAsString()).as(name).isEqualTo("A:B");
      }
    }
  }

  /** LibreOffice and Excel begin a line with the part that does not fit. */
  @Test
  void anArnGetsAsManyLinesAsItsPathBreaksInto() {
    String role = "arn:aws:iam::123456789012:role/";
    String linked = "aws-service-role/trustedadvisor.amazonaws.com/AWSServiceRoleForTrustedAdvisor";
    assertThat(SheetWriter.linesOf(role + "reader", 50)).isEqualTo(1);
    assertThat(SheetWriter.linesOf(role + "workload/finance/cost-anomaly-bot", 50)).isEqualTo(2);
    assertThat(SheetWriter.linesOf(role + linked, 50)).isEqualTo(3);
    assertThat(SheetWriter.linesOf("x".repeat(120), 50)).isEqualTo(3);
  }
}
