package org.iamaudit.notify;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.Severity;
import org.iamaudit.notify.Notice.SummedUp;
import org.iamaudit.report.MonthlyReport;
import org.iamaudit.report.MonthlyReport.Account;
import org.iamaudit.report.MonthlyReport.Planned;
import org.iamaudit.run.MonthlyRollUp;

/** What there is to tell of a month that was summed up. */
public final class MonthNotices {
  /** More stand in the workbook. */
  private static final int MOST_MISSING = 20;

  private MonthNotices() {}

  /**
   * Takes everything from the one report.
   *
   * @param packagesUrl where people find the packages, ending with a slash
   */
  public static SummedUp of(MonthlyRollUp.Outcome outcome, Optional<String> packagesUrl) {
    MonthlyReport report = outcome.report();
    Map<Severity, Integer> open = zeros();
    Map<Severity, Integer> added = zeros();
    report.accounts().stream()
        .flatMap(account -> account.open().stream())
        .forEach(counts -> counts.forEach((severity, n) -> open.merge(severity, n, Integer::sum)));
    report.changes().stream()
        .filter(c -> c.kind() == Change.Kind.NEW || c.kind() == Change.Kind.REOPENED)
        .forEach(change -> added.merge(change.severity(), 1, Integer::sum));
    List<String> missing =
        report.planned().stream()
            .filter(run -> run.state() == Planned.State.NOT_AUDITED)
            .map(run -> run.schedule() + ", fire time " + run.time())
            .toList();
    return new SummedUp(
        report.month(),
        report.asOf(),
        report.complete(),
        report.partialReasons(),
        count(report, "COMPLETE"),
        count(report, "PARTIAL"),
        report.accounts().stream()
            .filter(a -> !a.result().equals("COMPLETE") && !a.result().equals("PARTIAL"))
            .map(MonthNotices::notAudited)
            .toList(),
        missing.stream().limit(MOST_MISSING).toList(),
        missing.size(),
        open,
        added,
        (int) report.changes().stream().filter(c -> c.kind() == Change.Kind.RESOLVED).count(),
        AuditNotices.workbook(outcome.written().workbook(), packagesUrl));
  }

  private static int count(MonthlyReport report, String result) {
    return (int) report.accounts().stream().filter(a -> a.result().equals(result)).count();
  }

  private static String notAudited(Account account) {
    String id = account.id().digits();
    return (account.name().isEmpty() || account.name().equals(id)
            ? id
            : account.name() + " (" + id + ")")
        + (account.result().equals("OUT_OF_SCOPE") ? ": audited no longer" : "");
  }

  private static Map<Severity, Integer> zeros() {
    Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      counts.put(severity, 0);
    }
    return counts;
  }
}
