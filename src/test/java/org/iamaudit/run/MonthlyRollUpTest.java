package org.iamaudit.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.Rules;
import org.iamaudit.finding.RunHistory.Counts;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing.Disposition;
import org.iamaudit.finding.Waivers;
import org.iamaudit.history.FindingState;
import org.iamaudit.history.History;
import org.iamaudit.history.HistorySettings;
import org.iamaudit.history.PackageAccount;
import org.iamaudit.history.PackageRecord;
import org.iamaudit.report.MonthlyReport;
import org.iamaudit.report.Release;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account that was read in September and could not be read from October on. */
class MonthlyRollUpTest {
  private static final AccountId ACCOUNT = new AccountId("123456789012");
  private static final Instant SEPTEMBER = Instant.parse("2026-09-01T06:00:00Z");
  private static final Instant OCTOBER = Instant.parse("2026-10-01T06:00:00Z");
  private static final Instant NOVEMBER = Instant.parse("2026-11-01T06:00:00Z");
  private static final FindingState OVERDUE =
      new FindingState(
          "a".repeat(64),
          "BAS-007",
          new PrincipalRef("baseline", "staff", "staff.yml", "baseline:staff"),
          Optional.empty(),
          FindingState.Condition.SEEN,
          Severity.LOW,
          Disposition.OPEN,
          Optional.empty(),
          SEPTEMBER,
          SEPTEMBER,
          1,
          "");

  @TempDir Path directory;

  private static PackageRecord read(String runId) {
    return run(runId, SEPTEMBER, "COMPLETE", Optional.empty(), 1, List.of(OVERDUE), Map.of());
  }

  private static PackageRecord notRead(String runId, Instant asOf, String previous) {
    Map<String, String> notEvaluated = Map.of(OVERDUE.fingerprint(), "AccessDenied");
    return run(runId, asOf, "NOT_AUDITED", Optional.of(previous), 0, List.of(), notEvaluated);
  }

  private static PackageRecord run(
      String runId,
      Instant asOf,
      String result,
      Optional<String> previous,
      int low,
      List<FindingState> seen,
      Map<String, String> notEvaluated) {
    Map<Severity, Integer> open = new EnumMap<>(Severity.class);
    List.of(Severity.values()).forEach(s -> open.put(s, s == Severity.LOW ? low : 0));
    return new PackageRecord(
        runId,
        asOf,
        "PARTIAL",
        "folder-" + runId,
        "0".repeat(64),
        Optional.empty(),
        List.of(
            new PackageAccount(
                ACCOUNT,
                "finance",
                result,
                3,
                previous,
                Optional.empty(),
                new Rules(new TreeMap<>()),
                open,
                new Counts(low, 0, 0, 0, 0, notEvaluated.size()),
                seen,
                notEvaluated,
                Map.of())));
  }

  private MonthlyReport report(String month) throws Exception {
    return MonthlyRollUp.write(
            new MonthlyRollUp.Request(
                YearMonth.parse(month),
                HistorySettings.in(directory.resolve("state")),
                directory.resolve("reports"),
                "",
                "Internal",
                Map.of(ACCOUNT, "finance"),
                Waivers.NONE,
                List.of(),
                Optional.empty(),
                Optional.empty()),
            Instant.parse("2027-01-02T00:00:00Z"),
            Release.ALWAYS)
        .report();
  }

  @Test
  void nothingThatNobodyLookedAtIsCalledDone() throws Exception {
    try (History history = History.open(HistorySettings.in(directory.resolve("state")))) {
      history.remember(read("r9"));
      history.remember(notRead("r10", OCTOBER, "r9"));
      history.remember(notRead("r11", NOVEMBER, "r10"));
    }

    assertThat(report("2026-10").accounts().get(0).openBefore()).contains(1);
    for (String month : List.of("2026-11", "2026-12")) {
      MonthlyReport report = report(month);
      assertThat(report.accounts().get(0).result()).isEqualTo("NOT_AUDITED");
      assertThat(report.accounts().get(0).openBefore()).isEmpty();
      assertThat(report.overdue()).extracting(MonthlyReport.Overdue::what).containsExactly("staff");
    }
  }
}
