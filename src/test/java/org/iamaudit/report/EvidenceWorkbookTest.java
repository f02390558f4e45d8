package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.FormulaEvaluator;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFGraphicFrame;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.Severity;
import org.iamaudit.report.EvidencePackage.Written;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(Lifecycle.PER_CLASS)
class EvidenceWorkbookTest {
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
  private XSSFWorkbook workbook;
  private String findingsSha256;

  @BeforeAll
  void write() throws IOException {
    Written written = SamplePackage.write(SampleResults.rich(), reports);
    workbook = open(written);
    findingsSha256 = Sha256.of(Files.readString(written.findings()));
  }

  @AfterAll
  void close() throws IOException {
    workbook.close();
  }

  @Test
  void sheetsStandInTheirOrder() {
    assertThat(workbook)
        .extracting(Sheet::getSheetName)
        .containsExactly(
            "Cover",
            "Summary",
            "Findings",
            "Changes",
            "Principals",
            "Entitlements",
            "Credentials",
            "Comparison",
            "Exceptions",
            "Control matrix",
            "Scope",
            "Reconciliation",
            "Method",
            "Run log",
            "Sign-off");
  }

  @Test
  void onlyReconciliationHasFormulasAndTheyGiveWhatIsCached() {
    FormulaEvaluator evaluator = workbook.getCreationHelper().createFormulaEvaluator();
    for (Sheet sheet : workbook) {
      for (Row row : sheet) {
        for (Cell cell : row) {
          assertThat(cell.getCellType()).isNotEqualTo(CellType.ERROR);
          if (cell.getCellType() == CellType.FORMULA) {
            assertThat(sheet.getSheetName()).isEqualTo("Reconciliation");
            double cached = cell.getNumericCellValue();
            assertThat(evaluator.evaluate(cell).getNumberValue())
                .as(cell.getCellFormula())
                .isEqualTo(cached);
          }
        }
      }
    }
    assertThat(cells(workbook)).extracting(Cell::getCellType).contains(CellType.FORMULA);
  }

  @Test
  void accountIdsAndVersionsStayText() {
    XSSFCell account = cell("Findings", "Account ID", 1);

    assertThat(account.getStringCellValue()).isEqualTo("012345678901");
    assertThat(account.getCellStyle().getDataFormatString()).isEqualTo("@");
    assertThat(column("Principals", "Name")).contains("1E5");
    assertThat(texts(workbook.getSheet("Cover"))).contains("1.10");
  }

  @Test
  void datesAreRealDatesInUtc() {
    XSSFCell seen = cell("Findings", "First seen (UTC)", 1);

    assertThat(DateUtil.isCellDateFormatted(seen)).isTrue();
    assertThat(seen.getLocalDateTimeCellValue()).isEqualTo(LocalDateTime.of(2026, 8, 31, 6, 0));
    assertThat(seen.getCellStyle().getDataFormatString()).isEqualTo("yyyy-mm-dd hh:mm:ss");
    assertThat(cell("Findings", "Age days", 1).getNumericCellValue()).isEqualTo(61);
  }

  @Test
  void textThatLooksLikeAFormulaIsQuotedAndUnchanged() {
    XSSFCell name = find("Principals", SampleResults.FORMULA);
    XSSFCell title = find("Findings", "@SUM(1+1) never used");

    assertThat(name.getCellStyle().getQuotePrefixed()).isTrue();
    assertThat(title.getCellStyle().getQuotePrefixed()).isTrue();
    assertThat(cell("Findings", "Title", 1).getCellStyle().getQuotePrefixed()).isFalse();
  }

  @Test
  void nastyTextComesBackAsItWas() {
    assertThat(column("Principals", "Name"))
        .contains(
            SampleResults.ESCAPE,
            SampleResults.CONTROLS.replace('\u0007', '\uFFFD').replace('\uD83D', '\uFFFD'));
    assertThat(column("Findings", "Title")).contains(SampleResults.MARKUP);
  }

  @Test
  void longTextIsCutAndSaysWhereTheWholeIs() {
    assertThat(column("Findings", "Title"))
        .filteredOn(text -> text.length() > 10_000)
        .singleElement()
        .asString()
        .startsWith(SampleResults.LONG.substring(0, 32_000) + "… [cut, full text: findings.json F-")
        .endsWith(", sha256 " + Sha256.of(SampleResults.LONG) + "]");
  }

  @Test
  void dataSheetsAreFrozenFilteredAndReadyToPrint() {
    for (String name : DATA_SHEETS) {
      XSSFSheet sheet = workbook.getSheet(name);
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
      XSSFSheet sheet = workbook.getSheet(name);
      assertThat(sheet.getTables().get(0).getColumns())
          .extracting(column -> column.getName())
          .containsExactlyElementsOf(headers(sheet))
          .doesNotHaveDuplicates();
    }
  }

  /** Two lines at most, beside the button of the filter. */
  @Test
  void headersFitTheirColumns() {
    for (String name : DATA_SHEETS) {
      XSSFSheet sheet = workbook.getSheet(name);
      List<String> headers = headers(sheet);
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
    for (Sheet sheet : workbook) {
      assertThat(sheet.getFitToPage()).isTrue();
      assertThat(sheet.getPrintSetup().getFitWidth()).isEqualTo((short) 1);
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
    assertThat(workbook.isStructureLocked()).isTrue();
  }

  @Test
  void linksLeadToTheRowsTheyName() {
    XSSFCell finding = cell("Comparison", "Finding ID", 1);
    XSSFCell principal = cell("Findings", "Principal/resource name", 1);

    assertThat(target(finding).getStringCellValue()).isEqualTo(finding.getStringCellValue());
    Row row = target(principal).getRow();
    int name = headers(workbook.getSheet("Principals")).indexOf("Name");
    assertThat(row.getCell(name).getStringCellValue()).isEqualTo(principal.getStringCellValue());
    XSSFCell back = (XSSFCell) row.getCell(name);
    int compared = headers(workbook.getSheet("Comparison")).indexOf("Principal");
    assertThat(target(back).getRow().getCell(compared).getStringCellValue())
        .isEqualTo(principal.getStringCellValue());
    int open = headers(workbook.getSheet("Principals")).indexOf("Open findings");
    assertThat(target((XSSFCell) row.getCell(open)).getSheet().getSheetName())
        .isEqualTo("Findings");
    assertThat(find("Cover", "Comparison").getHyperlink().getLocation())
        .isEqualTo("'Comparison'!A1");
  }

  @Test
  void propertiesNameRunAndHashes() {
    POIXMLProperties properties = workbook.getProperties();

    assertThat(properties.getCoreProperties().getTitle())
        .isEqualTo("IAM permission audit, October 2026");
    assertThat(properties.getCoreProperties().getCreated()).isEqualTo(SampleResults.AS_OF);
    assertThat(properties.getCoreProperties().getModified()).isEqualTo(SampleResults.AS_OF);
    assertThat(properties.getCoreProperties().getCreator()).isEqualTo("iamaudit 1.10");
    assertThat(properties.getExtendedProperties().getCompany()).isEqualTo("Example & Sons Ltd");
    assertThat(properties.getCustomProperties().getProperty("FindingsSha256").getLpwstr())
        .isEqualTo(findingsSha256);
    assertThat(texts(workbook.getSheet("Cover"))).contains(findingsSha256);
  }

  @Test
  void theFirstLinesOfTheCoverSayWhatIsMissing() {
    List<String> texts = texts(workbook.getSheet("Cover"));

    assertThat(texts.subList(0, 6))
        .containsExactly(
            "PARTIAL: IAM permission audit, October 2026",
            "Example & Sons Ltd",
            "Result",
            "PARTIAL: some of what is in scope could not be read",
            "Not read",
            "210987654321, credential-report.csv: not in the snapshot; passwords, keys and MFA of"
                + " users are unknown");
  }

  @Test
  void summaryHasThreeChartsWithAlternativeText() {
    XSSFSheet summary = workbook.getSheet("Summary");

    assertThat(summary.getDrawingPatriarch().getCharts()).hasSize(3);
    assertThat(summary.getDrawingPatriarch().getShapes())
        .map(shape -> ((XSSFGraphicFrame) shape).getCTGraphicalObjectFrame())
        .map(frame -> frame.getNvGraphicFramePr().getCNvPr().getDescr())
        .satisfiesExactly(
            text -> assertThat(text).startsWith("Stacked column chart of new, persisting"),
            text -> assertThat(text).startsWith("Stacked column chart of the open findings"),
            text -> assertThat(text).startsWith("Stacked bar chart of the actions by verdict"));
  }

  @Test
  void cellsShareFewNamedStyles() {
    assertThat(workbook.getNumCellStyles()).isLessThanOrEqualTo(60);
    assertThat(workbook.getStylesSource().getCTStylesheet().toString())
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

  @Test
  void aFullSheetGoesOnOnTheNext() throws IOException {
    Written written =
        SamplePackage.write(SampleResults.rich(), reports.resolve("split"), new Limits(5, 3));
    try (XSSFWorkbook split = open(written)) {
      assertThat(split)
          .extracting(Sheet::getSheetName)
          .containsSubsequence("Findings", "Findings (2)", "Findings (3)", "Findings (4)")
          .containsSubsequence("Comparison", "Comparison (5)", "Scope", "Method");
      assertThat(texts(split.getSheet("Cover"))).contains("Findings (4)", "Comparison (5)");
      assertThat(split.getSheet("Findings (4)").getLastRowNum()).isEqualTo(1);
      assertThat(headers(split.getSheet("Findings (4)")))
          .isEqualTo(headers(workbook.getSheet("Findings")));
      assertThat(split.getSheet("Findings").getHyperlinkList()).hasSize(3);
      assertThat(texts(split.getSheet("Method")))
          .anyMatch(text -> text.startsWith("after 3 links the rest is plain text on: Comparison"));
      assertThat(split.getSheet("Comparison (4)").getHyperlinkList().get(0).getLocation())
          .startsWith("'Principals (3)'!A");
      assertThat(split.getSheet("Comparison (4)").getHyperlinkList().get(1).getLocation())
          .startsWith("'Findings (3)'!A");
    }
  }

  @Test
  void aRunWithoutFindingsStillHasItsTables() throws IOException {
    AuditResult empty = SampleResults.with(List::of);
    try (XSSFWorkbook blank = open(SamplePackage.write(empty, reports.resolve("empty")))) {
      assertThat(blank.getSheet("Findings").getTables().get(0).getCellReferences().formatAsString())
          .isEqualTo("A1:AA2");
      assertThat(texts(blank.getSheet("Summary")))
          .contains("0 of 1 principals have findings above LOW");
    }
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

  private static XSSFWorkbook open(Written written) throws IOException {
    try (InputStream in = Files.newInputStream(written.workbook())) {
      return new XSSFWorkbook(in);
    }
  }

  private Cell target(XSSFCell link) {
    String[] place = link.getHyperlink().getLocation().split("'!A");
    return workbook
        .getSheet(place[0].substring(1))
        .getRow(Integer.parseInt(place[1]) - 1)
        .getCell(0);
  }

  private XSSFCell cell(String sheet, String header, int row) {
    return workbook
        .getSheet(sheet)
        .getRow(row)
        .getCell(headers(workbook.getSheet(sheet)).indexOf(header));
  }

  private XSSFCell find(String sheet, String text) {
    return (XSSFCell)
        cells(List.of(workbook.getSheet(sheet)))
            .filter(c -> c.getCellType() == CellType.STRING)
            .filter(c -> c.getStringCellValue().equals(text))
            .findFirst()
            .orElseThrow();
  }

  private List<String> column(String sheet, String header) {
    int column = headers(workbook.getSheet(sheet)).indexOf(header);
    return IntStream.rangeClosed(1, workbook.getSheet(sheet).getLastRowNum())
        .mapToObj(row -> workbook.getSheet(sheet).getRow(row).getCell(column))
        .map(Cell::getStringCellValue)
        .toList();
  }

  private static List<String> headers(Sheet sheet) {
    return StreamSupport.stream(sheet.getRow(0).spliterator(), false)
        .map(Cell::getStringCellValue)
        .toList();
  }

  private static List<String> texts(Sheet sheet) {
    return cells(List.of(sheet))
        .filter(c -> c.getCellType() == CellType.STRING)
        .map(Cell::getStringCellValue)
        .toList();
  }

  private static Stream<Cell> cells(Iterable<? extends Sheet> sheets) {
    return StreamSupport.stream(sheets.spliterator(), false)
        .flatMap(sheet -> StreamSupport.stream(sheet.spliterator(), false))
        .filter(Objects::nonNull)
        .flatMap(row -> StreamSupport.stream(row.spliterator(), false));
  }
}
