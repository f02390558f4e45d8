package org.iamaudit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.ConfigLoader;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.Severity;
import org.iamaudit.history.HistorySettings;
import org.iamaudit.report.Manifest;
import org.iamaudit.report.Release;
import org.iamaudit.snapshot.DirectoryTree;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds {@code reports/sample} and the summary in README equal to what the quick start produces.
 * {@code -Diamaudit.sample=write} rewrites both and then fails, so that it cannot stay switched on;
 * the picture is made by hand.
 */
class SamplePackageTest {
  private static final Path SAMPLE = Path.of("reports/sample");
  private static final Path README = Path.of("README.md");
  private static final String PACKAGE = "iam-audit_";
  private static final boolean WRITE = "write".equals(System.getProperty("iamaudit.sample"));

  private static final Instant NOW = Instant.parse("2026-11-01T06:01:00Z");

  /** Invented, since a manifest names machine, user and time. */
  private static final Machine MACHINE =
      new Machine(
          "audit-host",
          "auditor",
          InstantSource.fixed(NOW),
          new Manifest.Product(
              "iamaudit", ProductVersion.current(), Optional.empty(), Optional.empty(), "17"));

  @TempDir static Path reports;

  private static AuditOutcome outcome;

  @BeforeAll
  static void auditAsTheQuickStartDoes() throws Exception {
    AuditConfig config =
        new ConfigLoader(Map.of(), (cron, zone) -> Optional.empty())
            .load(Path.of("config/iamaudit.yml"));
    AuditRequest configured = config.request(List.of(), config.asOf());
    AuditRequest request =
        new AuditRequest(
            configured.accounts(),
            configured.live(),
            configured.baselines(),
            reports,
            configured.asOf(),
            configured.terms(),
            configured.configuration(),
            configured.trigger(),
            configured.signing(),
            configured.accepted(),
            configured
                .memory()
                .map(
                    memory ->
                        new AuditRequest.Memory(
                            HistorySettings.in(reports.resolve("state")), memory.everything())),
            Release.ALWAYS);
    outcome = AuditRun.run(request, MACHINE, Progress.none());
    if (WRITE) {
      write();
    }
  }

  @Test
  void thereIsOnePackageAndItHasTheNameOfThisRun() throws IOException {
    assertThat(packages()).containsExactly(kept());
  }

  @Test
  void findingsAreTheSameByteForByte() throws IOException {
    assertThat(Files.readString(outcome.folder().resolve("findings.json")))
        .isEqualTo(Files.readString(kept().resolve("findings.json")));
  }

  @Test
  void everyFileIsThereAndThePackageHolds() throws Exception {
    assertThat(files(outcome.folder())).isEqualTo(files(kept()));
    assertThat(new EvidenceCheck(Progress.none(), Optional.empty()).check(kept()))
        .singleElement()
        .satisfies(kept -> assertThat(kept.problems()).isEmpty());
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void workbookIsTheSameCellForCell() throws IOException, XMLStreamException {
    try (ZipFile made = new ZipFile(outcome.workbook().toFile());
        ZipFile kept = new ZipFile(kept().resolve(outcome.workbook().getFileName()).toFile())) {
      assertThat(names(made)).isEqualTo(names(kept));
      for (String name : names(made)) {
        byte[] now = bytes(made, name);
        byte[] then = bytes(kept, name);
        if (name.startsWith("xl/worksheets/sheet")) {
          assertThat(cells(now)).as(name).isEqualTo(cells(then));
        }
        assertThat(now).as(name).isEqualTo(then);
      }
    }
  }

  @Test
  void readmeShowsTheSummaryOfThisRun() throws IOException {
    String readme = Files.readString(README);
    assertThat(readme).contains(outcome.workbook().getFileName().toString());
    for (FindingType type : FindingType.values()) {
      if (count(type) > 0) {
        assertThat(readme).contains(summaryLine(type));
      }
    }
    assertThat(readme).contains(accountLine());
  }

  private static String accountLine() {
    AccountResult account = outcome.result().accounts().get(0);
    StringBuilder line = new StringBuilder("finance-prod 123456789012");
    append(line, "PRINCIPALS", account.principals().size());
    append(
        line,
        "WITH FINDINGS",
        account.principals().stream().filter(p -> p.findingCount() > 0).count());
    for (Severity severity : Severity.values()) {
      append(
          line,
          severity.name(),
          account.findings().stream().filter(f -> f.severity() == severity && f.isOpen()).count());
    }
    return line.append('\n').toString();
  }

  private static void append(StringBuilder line, String title, long count) {
    line.append(String.format(Locale.ROOT, "  %" + title.length() + "d", count));
  }

  private static long count(FindingType type) {
    return outcome.result().accounts().stream()
        .flatMap(account -> account.findings().stream())
        .filter(finding -> finding.type() == type && finding.isOpen())
        .count();
  }

  private static String summaryLine(FindingType type) {
    long most = Stream.of(FindingType.values()).mapToLong(SamplePackageTest::count).max().orElse(0);
    String count = "%" + Long.toString(most).length() + "d";
    return String.format(
        Locale.ROOT, "%s  " + count + "  %s\n", type.code(), count(type), type.meaning());
  }

  private static Path kept() {
    return SAMPLE.resolve(outcome.folder().getFileName());
  }

  private static List<Path> packages() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLE)) {
      return files.filter(f -> f.getFileName().toString().startsWith(PACKAGE)).toList();
    }
  }

  private static List<String> names(ZipFile zip) {
    return zip.stream().map(entry -> entry.getName()).sorted().toList();
  }

  private static byte[] bytes(ZipFile zip, String name) throws IOException {
    try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
      return in.readAllBytes();
    }
  }

  /** Address, type, style and value of each cell, so that a difference says where it is. */
  private static List<String> cells(byte[] sheet) throws XMLStreamException {
    List<String> cells = new ArrayList<>();
    XMLStreamReader xml =
        XMLInputFactory.newFactory()
            .createXMLStreamReader(new ByteArrayInputStream(sheet), "UTF-8");
    StringBuilder cell = new StringBuilder();
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
        cell.setLength(0);
        cell.append(xml.getAttributeValue(null, "r"))
            .append(" type ")
            .append(xml.getAttributeValue(null, "t"))
            .append(" style ")
            .append(xml.getAttributeValue(null, "s"))
            .append(": ");
      } else if (event == XMLStreamConstants.CHARACTERS) {
        cell.append(xml.getText());
      } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("c")) {
        cells.add(cell.toString());
      }
    }
    return cells;
  }

  private static void write() throws IOException {
    for (Path old : packages()) {
      DirectoryTree.delete(old);
    }
    for (String file : files(outcome.folder())) {
      Files.createDirectories(kept().resolve(file).getParent());
      Files.copy(outcome.folder().resolve(file), kept().resolve(file));
    }
    String readme =
        Files.readString(README)
            .replaceAll(
                PACKAGE + "\\d{12}_\\d{4}-\\d\\d_\\d{8}T\\d{6}Z-[0-9a-f]{8}",
                outcome.folder().getFileName().toString());
    for (FindingType type : FindingType.values()) {
      readme = readme.replaceFirst("(?m)^" + type.code() + " +\\d+  .*\\n", summaryLine(type));
    }
    readme = readme.replaceFirst("(?m)^finance-prod \\d{12} .*\\n", accountLine());
    Files.writeString(README, readme);
    fail(
        "reports/sample and README were rewritten: look at the difference, run without the switch");
  }
}
