package org.iamaudit.schedule;

import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Waiver;
import org.iamaudit.report.MonthlyReport;
import org.iamaudit.report.Totals;
import org.iamaudit.run.AuditOutcome;

/**
 * The counts of a result that the daemon keeps, by names with dots: {@code findings.high.new},
 * {@code code.BAS-001}, {@code principals.role}, {@code accounts.complete}, {@code gaps}.
 */
final class Figures {
  private Figures() {}

  static Map<String, Long> of(AuditOutcome outcome) {
    Map<String, Long> figures = new TreeMap<>();
    for (Severity severity : Severity.values()) {
      figures.put("findings." + word(severity) + ".new", 0L);
    }
    figures.put("gaps", 0L);
    if (Files.exists(outcome.workbook())) {
      figures.put("bytes.xlsx", outcome.workbook().toFile().length());
    }
    for (AccountResult account : outcome.result().accounts()) {
      add(figures, "accounts." + (account.gaps().isEmpty() ? "complete" : "partial"), 1);
      add(figures, "gaps", account.gaps().size());
      account.principals().forEach(p -> add(figures, "principals." + p.principal().kind(), 1));
      account.findings().forEach(f -> add(figures, f));
    }
    for (Change.Kind kind : Change.Kind.values()) {
      figures.put("changes." + word(kind), outcome.result().history().changes(kind).count());
    }
    for (Waiver.Status status : Waiver.Status.values()) {
      figures.put("exceptions." + word(status), 0L);
    }
    outcome
        .result()
        .history()
        .waivers()
        .forEach(w -> add(figures, "exceptions." + word(w.status()), 1));
    figures.put("reconciliation", Totals.unexplained(outcome.result()));
    return figures;
  }

  /** Of a month: what is open after the last run of each account. */
  static Map<String, Long> of(MonthlyReport report) {
    Map<String, Long> figures = new TreeMap<>();
    for (MonthlyReport.Account account : report.accounts()) {
      add(figures, "accounts." + (account.result().equals("COMPLETE") ? "complete" : "partial"), 1);
      account
          .open()
          .ifPresent(
              open ->
                  open.forEach(
                      (severity, count) ->
                          add(figures, "findings." + word(severity) + ".open", count)));
    }
    return figures;
  }

  private static void add(Map<String, Long> figures, Finding finding) {
    String status =
        finding.isOpen() ? finding.standing().status().name().toLowerCase(Locale.ROOT) : "excepted";
    add(figures, "findings." + word(finding.severity()) + "." + status, 1);
    add(figures, "code." + finding.type().code(), 1);
  }

  private static void add(Map<String, Long> figures, String name, long amount) {
    figures.merge(name, amount, Long::sum);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
