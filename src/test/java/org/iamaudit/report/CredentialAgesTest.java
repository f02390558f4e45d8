package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.iamaudit.finding.AccountAudit;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.Thresholds;
import org.iamaudit.snapshot.SnapshotReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sheets say of the credentials of a report that is older than the as-of time. */
class CredentialAgesTest {
  private static final Path COMPLETE = Path.of("src/test/resources/snapshot/complete");
  private static final Instant MADE = Instant.parse("2025-01-02T03:04:05Z");
  private static final Instant AS_OF = Instant.parse("2026-09-01T00:00:00Z");

  @TempDir Path temp;
  private Path snapshot;
  private String report;

  @BeforeEach
  void copy() throws Exception {
    snapshot = Files.createDirectory(temp.resolve("snapshot"));
    String details = "account-authorization-details.json";
    Files.copy(COMPLETE.resolve(details), snapshot.resolve(details));
    report = Files.readString(COMPLETE.resolve("credential-report.csv"));
  }

  private ReadWorkbook workbook() throws Exception {
    String content = Base64.getEncoder().encodeToString(report.getBytes("UTF-8"));
    String json = "{\"Content\": \"%s\", \"GeneratedTime\": \"2026-08-31T00:00:00Z\"}";
    Files.writeString(snapshot.resolve("credential-report.json"), json.formatted(content));
    AccountResult account =
        AccountAudit.audit(
            "a", SnapshotReader.read(snapshot), List.of(), Thresholds.DEFAULT, AS_OF, p -> {});
    return new ReadWorkbook(
        SamplePackage.write(SampleResults.result(List.of(account), AS_OF), temp.resolve("out")));
  }

  /** The report of the day before is what CRD-006 goes by, so the sheet does the same. */
  @Test
  void anAgeIsTheSameOnBothSheets() throws Exception {
    try (ReadWorkbook book = workbook()) {
      int key = book.column("Credentials", "Credential").indexOf("key 1") + 1;
      double days = book.cell("Credentials", "Age days", key).getNumericCellValue();

      assertThat(MADE.plusSeconds((long) days * 86_400)).isBefore("2026-08-31T00:00:00Z");
      assertThat(book.column("Findings", "Title"))
          .contains("access key 1 is %.0f days old".formatted(days));
    }
  }

  /** IAM User Guide, "Get credential reports": FALSE for a new member account. */
  @Test
  void aRootUserWhosePasswordWasRemovedHasNone() throws Exception {
    report = report.replace("00:00,not_supported,2026-01-01T00:00:00+00:00", "00:00,FALSE,N/A");
    try (ReadWorkbook book = workbook()) {
      assertThat(book.column("Credentials", "User")).isNotEmpty().doesNotContain("root");
      assertThat(book.cell("Principals", "Console password", 1)).hasToString("N");
    }
  }

  @Test
  void aRootUserOfWhomTheReportDoesNotSayHasAPassword() throws Exception {
    try (ReadWorkbook book = workbook()) {
      assertThat(book.column("Credentials", "Status")).startsWith("NOT_SUPPORTED");
      assertThat(book.cell("Principals", "Console password", 1)).hasToString("Y");
    }
  }
}
