package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.FormulaEvaluator;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFGraphicFrame;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.Severity;
import org.iamaudit.report.EvidencePackage.Written;
import org.iamaudit.snapshot.Sha256;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What the workbook says. */
@TestInstance(Lifecycle.PER_CLASS)
class EvidenceWorkbookTest {
  @TempDir static Path reports;
  private ReadWorkbook book;
  private String findingsSha256;

  @BeforeAll
  void write() throws IOException {
    Written written = SamplePackage.write(SampleResults.rich(), reports);
    book = new ReadWorkbook(written);
    findingsSha256 = Sha256.of(Files.readString(written.findings()));
  }

  @AfterAll
  void close() throws IOException {
    book.close();
  }

  @Test
  void sheetsStandInTheirOrder() {
    assertThat(book.poi())
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
    FormulaEvaluator evaluator = book.poi().getCreationHelper().createFormulaEvaluator();
    for (Sheet sheet : book.poi()) {
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
    assertThat(ReadWorkbook.cells(book.poi()))
        .extracting(Cell::getCellType)
        .contains(CellType.FORMULA);
  }

  @Test
  void accountIdsAndVersionsStayText() {
    XSSFCell account = book.cell("Findings", "Account ID", 1);

    assertThat(account.getStringCellValue()).isEqualTo("012345678901");
    assertThat(account.getCellStyle().getDataFormatString()).isEqualTo("@");
    assertThat(book.column("Principals", "Name")).contains("1E5");
    assertThat(ReadWorkbook.texts(book.sheet("Cover"))).contains("1.10");
  }

  @Test
  void datesAreRealDatesInUtc() {
    XSSFCell seen = book.cell("Findings", "First seen (UTC)", 1);

    assertThat(DateUtil.isCellDateFormatted(seen)).isTrue();
    assertThat(seen.getLocalDateTimeCellValue()).isEqualTo(LocalDateTime.of(2026, 8, 31, 6, 0));
    assertThat(seen.getCellStyle().getDataFormatString()).isEqualTo("yyyy-mm-dd hh:mm:ss");
    assertThat(book.cell("Findings", "Age days", 1).getNumericCellValue()).isEqualTo(61);
  }

  @Test
  void textThatLooksLikeAFormulaIsQuotedAndUnchanged() {
    XSSFCell name = book.find("Principals", SampleResults.FORMULA);
    XSSFCell title = book.find("Findings", "@SUM(1+1) never used");

    assertThat(name.getCellStyle().getQuotePrefixed()).isTrue();
    assertThat(title.getCellStyle().getQuotePrefixed()).isTrue();
    assertThat(book.cell("Findings", "Title", 1).getCellStyle().getQuotePrefixed()).isFalse();
  }

  @Test
  void nastyTextComesBackAsItWas() {
    assertThat(book.column("Principals", "Name"))
        .contains(
            SampleResults.ESCAPE,
            SampleResults.CONTROLS.replace('\u0007', '\uFFFD').replace('\uD83D', '\uFFFD'));
    assertThat(book.column("Findings", "Title")).contains(SampleResults.MARKUP);
  }

  @Test
  void longTextIsCutAndSaysWhereTheWholeIs() {
    assertThat(book.column("Findings", "Title"))
        .filteredOn(text -> text.length() > 10_000)
        .singleElement()
        .asString()
        .startsWith(SampleResults.LONG.substring(0, 32_000) + "… [cut, full text: findings.json F-")
        .endsWith(", sha256 " + Sha256.of(SampleResults.LONG) + "]");
  }

  @Test
  void propertiesNameRunAndHashes() {
    POIXMLProperties properties = book.poi().getProperties();

    assertThat(properties.getCoreProperties().getTitle())
        .isEqualTo("IAM permission audit, October 2026");
    assertThat(properties.getCoreProperties().getCreated()).isEqualTo(SampleResults.AS_OF);
    assertThat(properties.getCoreProperties().getModified()).isEqualTo(SampleResults.AS_OF);
    assertThat(properties.getCoreProperties().getCreator()).isEqualTo("iamaudit 1.10");
    assertThat(properties.getExtendedProperties().getCompany()).isEqualTo("Example & Sons Ltd");
    assertThat(properties.getCustomProperties().getProperty("FindingsSha256").getLpwstr())
        .isEqualTo(findingsSha256);
    assertThat(ReadWorkbook.texts(book.sheet("Cover"))).contains(findingsSha256);
  }

  @Test
  void theFirstLinesOfTheCoverSayWhatIsMissing() {
    List<String> texts = ReadWorkbook.texts(book.sheet("Cover"));

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
    XSSFSheet summary = book.sheet("Summary");

    assertThat(summary.getDrawingPatriarch().getCharts()).hasSize(3);
    assertThat(charts(summary))
        .satisfiesExactly(
            text -> assertThat(text).startsWith("Stacked column chart of new, persisting"),
            text -> assertThat(text).startsWith("Stacked column chart of the open findings"),
            text -> assertThat(text).startsWith("Stacked bar chart of the actions by verdict"));
  }

  /** What the charts of a sheet say of themselves. */
  private static List<String> charts(XSSFSheet sheet) {
    return sheet.getDrawingPatriarch().getShapes().stream()
        .map(shape -> ((XSSFGraphicFrame) shape).getCTGraphicalObjectFrame())
        .map(frame -> frame.getNvGraphicFramePr().getCNvPr().getDescr())
        .toList();
  }

  @Test
  void ofNothingWrongTheSummarySaysSoAndDrawsNothing() throws IOException {
    Written written = SamplePackage.write(SampleResults.with(List::of), reports.resolve("nothing"));
    try (ReadWorkbook nothing = new ReadWorkbook(written)) {
      XSSFSheet summary = nothing.sheet("Summary");
      assertThat(charts(summary))
          .singleElement(STRING)
          .as("the trend alone, which is of other months too")
          .startsWith("Stacked column chart of the open findings");
      assertThat(ReadWorkbook.texts(summary))
          .contains("No finding is open. Ages and use are as of 2026-10-31 06:00:00 UTC.")
          .filteredOn("none"::equals)
          .hasSize(3);
      assertThat(StreamSupport.stream(nothing.sheet("Cover").spliterator(), false))
          .filteredOn(row -> row.getCell(0) != null)
          .filteredOn(row -> row.getCell(0).toString().equals("Findings"))
          .singleElement()
          .satisfies(row -> assertThat(row.getCell(2).getNumericCellValue()).isZero());
    }
  }

  @Test
  void aFullSheetGoesOnOnTheNext() throws IOException {
    Written written =
        SamplePackage.write(
            SampleResults.rich(), reports.resolve("split"), new Limits(5, 3, 1_000));
    try (ReadWorkbook split = new ReadWorkbook(written)) {
      assertThat(split.poi())
          .extracting(Sheet::getSheetName)
          .containsSubsequence("Findings", "Findings (2)", "Findings (3)", "Findings (4)")
          .containsSubsequence("Comparison", "Comparison (5)", "Scope", "Method");
      assertThat(ReadWorkbook.texts(split.sheet("Cover")))
          .contains("Findings (4)", "Comparison (5)");
      assertThat(split.sheet("Findings (4)").getLastRowNum()).isEqualTo(1);
      assertThat(ReadWorkbook.headers(split.sheet("Findings (4)")))
          .isEqualTo(ReadWorkbook.headers(book.sheet("Findings")));
      assertThat(split.sheet("Findings").getHyperlinkList()).hasSize(3);
      assertThat(ReadWorkbook.texts(split.sheet("Method")))
          .anyMatch(
              text ->
                  text.startsWith(
                      "after 3 links on a sheet or 1,000 in all, the rest is plain text on: Comparison"));
      assertThat(split.sheet("Comparison (4)").getHyperlinkList().get(0).getLocation())
          .startsWith("'Principals (3)'!A");
      assertThat(split.sheet("Comparison (4)").getHyperlinkList().get(1).getLocation())
          .startsWith("'Findings (3)'!A");
    }
  }

  @Test
  void aRunWithoutFindingsStillHasItsTables() throws IOException {
    AuditResult empty = SampleResults.with(List::of);
    try (ReadWorkbook blank =
        new ReadWorkbook(SamplePackage.write(empty, reports.resolve("empty")))) {
      assertThat(blank.sheet("Findings").getTables().get(0).getCellReferences().formatAsString())
          .isEqualTo("A1:AA2");
      assertThat(ReadWorkbook.texts(blank.sheet("Summary")))
          .contains("0 of 1 principals have findings above LOW");
    }
  }

  /** A role without tags that two baselines match belongs to the owners of both. */
  @Test
  void ownersOfAFindingAreThoseOfAllItsBaselines() throws IOException {
    SampleAccount account =
        new SampleAccount("012345678901", "one")
            .role("untagged", "ec2.amazonaws.com", null)
            .baselines("billing-conductor-operators", "pipeline")
            .finding(FindingType.EXCESS_PERMISSION, Severity.MEDIUM, "too much");
    AuditResult two = SampleResults.result(List.of(account.build()));
    try (ReadWorkbook owned = new ReadWorkbook(SamplePackage.write(two, reports.resolve("two")))) {
      assertThat(owned.column("Findings", "Owner"))
          .containsExactly("finance-platform@example.com, delivery@example.com");
    }
  }

  @Test
  void anExpiredWaiverBelongsToWhoAnswersForTheRisk() throws IOException {
    SampleAccount account = new SampleAccount("012345678901", "one").role("reader", "one", null);
    account.finding(
        new PrincipalRef("waiver", "W-2026-002", "waivers.yml", "waiver:W-2026-002"),
        FindingType.EXCEPTION_EXPIRED,
        Severity.MEDIUM,
        "expired");
    AuditResult late = SampleResults.result(List.of(account.build()));
    try (ReadWorkbook book = new ReadWorkbook(SamplePackage.write(late, reports.resolve("late")))) {
      assertThat(book.column("Findings", "Owner")).containsExactly("finance-platform@example.com");
    }
  }

  /** What is about the account has the root user's ARN, and is no finding of the root user. */
  @Test
  void aRootUserWithoutFindingsLeadsToNone() throws IOException {
    SampleAccount account = new SampleAccount("012345678901", "one").root();
    account.finding(
        new PrincipalRef("account", "012345678901", "arn:aws:iam::012345678901:root", "account"),
        FindingType.PASSWORD_POLICY_WEAK,
        Severity.MEDIUM,
        "too short");
    AuditResult weak = SampleResults.result(List.of(account.build()));
    try (ReadWorkbook root = new ReadWorkbook(SamplePackage.write(weak, reports.resolve("root")))) {
      XSSFCell open = root.cell("Principals", "Open findings", 1);

      assertThat(open.getNumericCellValue()).isZero();
      assertThat(open.getHyperlink()).isNull();
    }
  }
}
