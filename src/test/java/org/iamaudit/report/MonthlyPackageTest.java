package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory.Previous;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.RunHistory;
import org.iamaudit.finding.RunHistory.Counts;
import org.iamaudit.finding.Severity;
import org.iamaudit.report.MonthlyReport.Planned;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonthlyPackageTest {
  private static final Instant END = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir Path reports;

  private MonthlyPackage.Written write(MonthlyReport report) {
    return MonthlyPackage.write(
        report, reports, SamplePackage.occasion(Optional.empty()), Release.ALWAYS);
  }

  @Test
  void sheetsAreAsKept() throws IOException {
    GoldenSheets.assertAsKept(write(report(END)).workbook(), "golden-monthly");
  }

  /** The end of the month shows no change; the last run of the account does. */
  @Test
  void aChangeHasTheDateOfTheRunThatShowsIt() throws IOException {
    try (ReadWorkbook book = new ReadWorkbook(write(report(END)).workbook())) {
      assertThat(book.column("Changes", "Account ID").get(0)).isEqualTo("012345678901");
      assertThat(book.cell("Changes", "Date (UTC)", 1).getLocalDateTimeCellValue())
          .isEqualTo("2026-10-31T06:00:00");
    }
  }

  @Test
  void theSameReportIsWrittenOnceAndAnotherBesideIt() {
    MonthlyPackage.Written first = write(report(END));
    MonthlyPackage.Written again = write(report(END));
    MonthlyPackage.Written earlier = write(report(END.minusSeconds(60)));

    assertThat(first.alreadyThere()).isFalse();
    assertThat(again).isEqualTo(new MonthlyPackage.Written(first.folder(), first.workbook(), true));
    assertThat(earlier.folder()).isNotEqualTo(first.folder());
    assertThat(first.folder().resolve("SHA256SUMS")).isRegularFile();
    assertThat(reports.toFile().list()).hasSize(2);
  }

  @Test
  void aMonthIsCompleteOnlyIfNothingIsMissing() {
    MonthlyReport report = report(END);
    MonthlyReport whole =
        with(report, report.accounts().subList(0, 1), report.planned().subList(0, 1), END);

    assertThat(report.complete()).isFalse();
    assertThat(whole.complete()).isTrue();
    assertThat(with(whole, whole.accounts(), whole.planned(), END.minusSeconds(1)).complete())
        .isFalse();
    assertThat(with(whole, whole.accounts(), report.planned(), END).complete()).isFalse();
    assertThat(with(whole, report.accounts(), whole.planned(), END).complete()).isFalse();
  }

  private static MonthlyReport with(
      MonthlyReport report,
      List<MonthlyReport.Account> accounts,
      List<Planned> planned,
      Instant asOf) {
    return new MonthlyReport(
        report.month(),
        asOf,
        report.organization(),
        report.classification(),
        report.productVersion(),
        accounts,
        report.changes(),
        report.exceptions(),
        report.overdue(),
        planned,
        report.trend(),
        report.runs());
  }

  private static MonthlyReport report(Instant asOf) {
    AuditResult result = SampleResults.rich();
    RunHistory history = result.history();
    Map<Severity, Integer> open = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      open.put(severity, severity.ordinal() * 3);
    }
    AccountId first = new AccountId("012345678901");
    AccountId second = new AccountId("210987654321");
    return new MonthlyReport(
        YearMonth.parse("2026-10"),
        asOf,
        result.organization(),
        result.classification(),
        result.productVersion(),
        List.of(
            new MonthlyReport.Account(
                first,
                "Billing",
                2,
                Optional.of(new Previous("20261031-3f9ac2", SampleResults.AS_OF)),
                "COMPLETE",
                6,
                Optional.of(open),
                Optional.of(28),
                new Counts(3, 0, 1, 2, 1, 0)),
            new MonthlyReport.Account(
                second,
                SampleResults.FORMULA,
                0,
                Optional.empty(),
                "NOT_AUDITED",
                0,
                Optional.empty(),
                Optional.empty(),
                Counts.NONE)),
        history.changes(),
        history.waivers(),
        List.of(
            new MonthlyReport.Overdue(
                first,
                "BAS-007",
                SampleResults.MARKUP,
                "the baseline's review date has passed",
                Instant.parse("2026-08-31T06:00:00Z"))),
        List.of(
            new Planned("weekly", Instant.parse("2026-10-05T04:00:00Z"), Planned.State.AUDITED),
            new Planned(
                "weekly", Instant.parse("2026-10-12T04:00:00Z"), Planned.State.NOT_AUDITED)),
        history.trend(),
        List.of("20261031-3f9ac2"));
  }
}
