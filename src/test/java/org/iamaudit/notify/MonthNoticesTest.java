package org.iamaudit.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.RunHistory.Counts;
import org.iamaudit.finding.Severity;
import org.iamaudit.notify.Notice.SummedUp;
import org.iamaudit.report.MonthlyPackage;
import org.iamaudit.report.MonthlyReport;
import org.iamaudit.report.MonthlyReport.Account;
import org.iamaudit.report.MonthlyReport.Planned;
import org.iamaudit.run.MonthlyRollUp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonthNoticesTest {
  private static final YearMonth MONTH = YearMonth.parse("2026-10");
  private static final Instant END = MonthlyReport.end(MONTH);
  private static final Planned AUDITED =
      new Planned("weekly", END.minusSeconds(99_999), Planned.State.AUDITED);

  @TempDir Path folder;

  @Test
  void aMonthInWhichAllWasAuditedIsReady() throws Exception {
    SummedUp notice =
        notice(
            END,
            List.of(account("111111111111", "COMPLETE"), account("222222222222", "COMPLETE")),
            List.of(AUDITED));

    assertThat(notice.events(Severity.HIGH)).containsExactly(Event.READY);
    assertThat(notice.reasons()).isEmpty();
    assertThat(notice.audited()).isEqualTo(2);
    assertThat(notice.open()).containsEntry(Severity.HIGH, 6).containsEntry(Severity.INFO, 0);
    assertThat(notice.added())
        .as("new and reopened")
        .containsEntry(Severity.HIGH, 1)
        .containsEntry(Severity.LOW, 1)
        .containsEntry(Severity.MEDIUM, 0);
    assertThat(notice.resolved()).isEqualTo(1);
    assertThat(notice.workbook().bytes()).isEqualTo("workbook".length());
    assertThat(notice.workbook().link())
        .contains("https://e.example/" + folder.getFileName() + "/month.xlsx");
  }

  @Test
  void whatWasNotAuditedIsNamed() throws Exception {
    List<Planned> planned = new ArrayList<>(List.of(AUDITED));
    for (int i = 0; i < 30; i++) {
      planned.add(new Planned("daily", END.minusSeconds(30 - i), Planned.State.NOT_AUDITED));
    }
    SummedUp notice =
        notice(
            END,
            List.of(
                account("111111111111", "COMPLETE"),
                account("222222222222", "PARTIAL"),
                account("333333333333", "NOT_AUDITED"),
                account("444444444444", "OUT_OF_SCOPE")),
            planned);

    assertThat(notice.events(Severity.HIGH)).containsExactly(Event.PARTIAL);
    assertThat(notice.audited()).isEqualTo(1);
    assertThat(notice.withGaps()).isEqualTo(1);
    assertThat(notice.notAudited())
        .containsExactly("name (333333333333)", "name (444444444444): audited no longer");
    assertThat(notice.allMissing()).isEqualTo(30);
    assertThat(notice.missing()).hasSize(20).contains("daily, fire time 2026-10-31T23:59:30Z");
  }

  @Test
  void eachKindOfAbsenceMakesItPartial() throws Exception {
    Planned missing = new Planned("weekly", AUDITED.time(), Planned.State.NOT_AUDITED);
    for (String result : List.of("PARTIAL", "NOT_AUDITED", "OUT_OF_SCOPE")) {
      assertPartial(END, List.of(account("111111111111", result)), AUDITED);
    }
    assertPartial(END, List.of(account("111111111111", "COMPLETE")), missing);
    assertPartial(END.minusSeconds(1), List.of(account("111111111111", "COMPLETE")), AUDITED);
  }

  private void assertPartial(Instant asOf, List<Account> accounts, Planned planned)
      throws Exception {
    SummedUp notice = notice(asOf, accounts, List.of(planned));
    assertThat(notice.events(Severity.HIGH)).containsExactly(Event.PARTIAL);
    assertThat(notice.reasons()).hasSize(1);
  }

  private SummedUp notice(Instant asOf, List<Account> accounts, List<Planned> planned)
      throws Exception {
    MonthlyReport report =
        new MonthlyReport(
            MONTH,
            asOf,
            "",
            "Internal",
            "1",
            accounts,
            List.of(
                change(Change.Kind.NEW, Severity.HIGH),
                change(Change.Kind.REOPENED, Severity.LOW),
                change(Change.Kind.SEVERITY_CHANGED, Severity.MEDIUM),
                change(Change.Kind.RESOLVED, Severity.MEDIUM)),
            List.of(),
            List.of(),
            planned,
            List.of(),
            List.of());
    Path workbook = Files.writeString(folder.resolve("month.xlsx"), "workbook");
    return MonthNotices.of(
        new MonthlyRollUp.Outcome(report, new MonthlyPackage.Written(folder, workbook, false)),
        Optional.of("https://e.example/"));
  }

  private static Account account(String id, String result) {
    Map<Severity, Integer> open = new EnumMap<>(Map.of(Severity.HIGH, 3));
    return new Account(
        new AccountId(id),
        "name",
        1,
        Optional.empty(),
        result,
        5,
        Optional.of(open),
        Optional.empty(),
        Counts.NONE);
  }

  private static Change change(Change.Kind kind, Severity severity) {
    return new Change(
        kind,
        "f".repeat(64),
        "BAS-001",
        new AccountId("111111111111"),
        new PrincipalRef("role", "r", "arn:aws:iam::111111111111:role/r", ""),
        Optional.of(severity),
        Optional.of(severity),
        "",
        Optional.empty());
  }
}
