package org.iamaudit.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Date;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TimeZone;
import java.util.function.Supplier;
import org.apache.poi.ooxml.POIXMLProperties;
import org.apache.poi.ooxml.POIXMLProperties.CoreProperties;
import org.apache.poi.ooxml.POIXMLProperties.CustomProperties;
import org.apache.poi.util.DefaultTempFileCreationStrategy;
import org.apache.poi.util.LocaleUtil;
import org.apache.poi.util.TempFile;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.iamaudit.finding.AuditResult;

/**
 * The workbook: all sheets in their order, properties, and the write to a file.
 *
 * <p>Data sheets are streamed. Cover, Summary and Method tell of the others, so that they are
 * placed first and filled last; the comparison is written before the principals, which lead to its
 * rows, and then moved behind them.
 */
final class EvidenceWorkbook {
  static final String SCRATCH = "scratch";

  private static final TimeZone UTC = TimeZone.getTimeZone("UTC");

  private EvidenceWorkbook() {}

  /**
   * Writes the file, the same cells for the same result.
   *
   * @param comparisonCsv receives the rows of the comparison sheet too
   * @param findingsSha256 asked for late, since that file may still be written
   * @param workbook where it is to be in the end, which messages name
   * @param part the directory that it is written to under the same name; for temporary files too,
   *     which may be left in its directory {@link #SCRATCH}
   * @return the rows of its data sheets, and what was done to cells
   * @throws ReportException naming the sheet that was being written
   */
  static FileEntry.Cells write(
      AuditResult result,
      CsvFile comparisonCsv,
      Supplier<String> findingsSha256,
      Optional<String> supersedes,
      Limits limits,
      Path workbook,
      Path part) {
    return inUtc(
        part,
        () -> render(result, comparisonCsv, findingsSha256, supersedes, limits, workbook, part));
  }

  /** Whatever the library makes is made in UTC, with temporary files in the directory. */
  static <T> T inUtc(Path part, Supplier<T> work) {
    Locale locale = LocaleUtil.getUserLocale();
    TimeZone zone = LocaleUtil.getUserTimeZone();
    LocaleUtil.setUserLocale(Locale.ROOT);
    LocaleUtil.setUserTimeZone(UTC);
    TempFile.setThreadLocalTempFileCreationStrategy(
        new DefaultTempFileCreationStrategy(part.resolve(SCRATCH).toFile()));
    try {
      return work.get();
    } finally {
      TempFile.setThreadLocalTempFileCreationStrategy(null);
      LocaleUtil.setUserLocale(locale);
      LocaleUtil.setUserTimeZone(zone);
    }
  }

  private static FileEntry.Cells render(
      AuditResult result,
      CsvFile comparisonCsv,
      Supplier<String> findingsSha256,
      Optional<String> supersedes,
      Limits limits,
      Path workbook,
      Path part) {
    String sheet = "";
    try (Book book = new Book(result, limits)) {
      try {
        Rendering rendering = Rendering.of(book, result, comparisonCsv, findingsSha256, supersedes);
        sheets(rendering);
        properties(rendering);
        book.writing("");
        try (OutputStream out =
            new BufferedOutputStream(Files.newOutputStream(part.resolve(workbook.getFileName())))) {
          book.poi().write(out);
        }
        return book.cells();
      } finally {
        sheet = book.current();
      }
    } catch (IOException | RuntimeException e) {
      throw new ReportException(workbook, sheet, e);
    }
  }

  private static void sheets(Rendering rendering) {
    Book book = rendering.book();
    SXSSFSheet cover = book.sheet(CoverSheet.NAME, Page.ONE_A4_PORTRAIT);
    SXSSFSheet summary = book.sheet(SummarySheet.NAME, Page.ONE_A3);
    book.add(
        new Book.Part(
            SummarySheet.NAME, "the result in words, tables and charts", OptionalInt.empty()));
    int behindSummary = book.poi().getNumberOfSheets();
    book.keepLinks(book.limits().allLinks() / 2);
    ComparisonSheet.write(rendering); // first, since others lead to its rows
    book.keepLinks(0);
    int comparisons = book.poi().getNumberOfSheets() - behindSummary;
    FindingsSheet.write(rendering);
    if (rendering.result().history().kept()) {
      ChangesSheet.write(rendering);
    }
    PrincipalsSheet.write(rendering);
    EntitlementsSheet.write(rendering);
    CredentialsSheet.write(rendering);
    book.moveBehind(behindSummary, comparisons);
    ExceptionsSheet.write(book, rendering.result().history().waivers(), "Matches this run");
    ControlMatrixSheet.write(rendering);
    ScopeSheet.write(rendering);
    ReconciliationSheet.write(rendering);
    SXSSFSheet method = book.sheet(MethodSheet.NAME, Page.A4);
    book.add(
        new Book.Part(
            MethodSheet.NAME,
            "sources, rules, definitions, how to reproduce it",
            OptionalInt.empty()));
    RunLogSheet.write(rendering);
    SXSSFSheet signOff = book.sheet(SignOffSheet.NAME, Page.A4_PORTRAIT);
    book.add(
        new Book.Part(SignOffSheet.NAME, "for those who review and approve", OptionalInt.empty()));
    SignOffSheet.write(rendering, signOff);
    MethodSheet.write(rendering, method);
    SummarySheet.write(rendering, summary);
    CoverSheet.write(rendering, cover);
    book.poi().getXSSFWorkbook().lockStructure();
    book.poi().setActiveSheet(0);
    book.poi().setSelectedTab(0);
  }

  private static void properties(Rendering rendering) {
    AuditResult result = rendering.result();
    POIXMLProperties properties = rendering.book().poi().getXSSFWorkbook().getProperties();
    String product = "iamaudit " + CellText.clean(result.productVersion());
    CoreProperties core = properties.getCoreProperties();
    core.setTitle(CoverSheet.title(rendering));
    core.setSubjectProperty("AWS IAM permissions, required against granted and used");
    core.setCategory("Audit evidence");
    core.setKeywords("AWS, IAM, least privilege, compliance, audit");
    core.setCreator(product);
    core.setLastModifiedByUser(product);
    core.setCreated(Optional.of(Date.from(result.asOf())));
    core.setModified(Optional.of(Date.from(result.asOf())));
    if (!result.organization().isEmpty()) {
      properties.getExtendedProperties().setCompany(CellText.clean(result.organization()));
    }
    CustomProperties custom = properties.getCustomProperties();
    custom.addProperty("RunId", CellText.clean(result.runId()));
    custom.addProperty("PeriodStart", rendering.period().start().toString());
    custom.addProperty("PeriodEnd", rendering.period().end().toString());
    custom.addProperty("SchemaVersion", FindingsJson.SCHEMA_VERSION);
    custom.addProperty("FindingsSha256", rendering.findingsSha256().get());
    custom.addProperty("RawSha256", Sha256Sums.hash(result.inputs()));
    rendering.supersedes().ifPresent(run -> custom.addProperty("Supersedes", CellText.clean(run)));
    custom.addProperty("Classification", CellText.clean(result.classification()));
  }
}
