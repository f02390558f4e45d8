package org.iamaudit.notify;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.finding.Severity;
import org.iamaudit.notify.Notice.Account;
import org.iamaudit.notify.Notice.Audited;
import org.iamaudit.notify.Notice.ExpiringWaiver;
import org.iamaudit.notify.Notice.NewFinding;
import org.iamaudit.notify.Notice.Workbook;

/** Notices of runs that never took place. */
public final class Notices {
  static final Instant FIRE_TIME = Instant.parse("2026-11-01T05:00:00Z");

  /** Markup of every medium, and what would break out of a header or a line. */
  static final String HOSTILE =
      "<!channel> <b>`x`</b> *bold* _it_ [l](https://e.example) &amp;\r\nBcc: e@e.example\u202e";

  private Notices() {}

  static Notice complete() {
    return audited(0, Map.of(), "R", "/reports/x/x.xlsx", 8, "0".repeat(64));
  }

  static Notice withNew(Severity severity, int number, String text) {
    return audited(0, Map.of(severity, number), text, "/reports/x/x.xlsx", 8, "0".repeat(64));
  }

  static Notice withWorkbook(Path file, long bytes, String sha256) {
    return audited(0, Map.of(), "R", file.toString(), bytes, sha256);
  }

  static Notice partial() {
    return audited(3, Map.of(), HOSTILE, "/reports/x/x.xlsx", 8, "0".repeat(64));
  }

  static Notice failed(String problem) {
    return notice(new Notice.Failed(List.of(problem)));
  }

  static Notice missed() {
    return notice(new Notice.Missed(List.of(FIRE_TIME + ": the schedule was paused"), 1));
  }

  /** A month without an account and two planned runs, one of which is named. */
  static Notice month(String text, Path workbook, long bytes, String sha256) {
    return notice(
        new Notice.SummedUp(
            YearMonth.parse("2026-10"),
            FIRE_TIME,
            false,
            List.of("accounts not audited: 1", "planned runs without a package: 2"),
            8,
            1,
            List.of(text + " (012345678901)"),
            List.of("weekly, fire time 2026-10-05T05:00:00Z"),
            2,
            counts(Map.of(Severity.LOW, 7)),
            counts(Map.of(Severity.LOW, 2)),
            4,
            new Workbook(workbook.toString(), bytes, sha256, Optional.empty())));
  }

  public static Notification notification(String channel, Notice notice) {
    return new Notification("id-1", channel, FIRE_TIME, notice);
  }

  private static Notice notice(Notice.Outcome outcome) {
    return new Notice("Example Corp", "monthly-finance", FIRE_TIME, outcome);
  }

  private static Notice audited(
      int gaps,
      Map<Severity, Integer> added,
      String text,
      String workbook,
      long bytes,
      String sha256) {
    Map<Severity, Integer> all = counts(Map.of());
    Map<Severity, Integer> open = counts(Map.of(Severity.LOW, 7));
    added.forEach((severity, number) -> open.merge(severity, number, Integer::sum));
    all.putAll(added);
    List<NewFinding> worst = new ArrayList<>();
    added.forEach(
        (severity, number) -> {
          for (int i = 0; i < Math.min(20, number); i++) {
            worst.add(new NewFinding(severity, "BAS-001", "123456789012", text, text));
          }
        });
    return notice(
        new Audited(
            "run-1",
            FIRE_TIME,
            List.of(new Account("123456789012", "finance-prod")),
            gaps,
            gaps == 0 ? List.of() : List.of(text),
            open,
            all,
            Optional.of(4),
            42,
            30,
            worst,
            added.isEmpty()
                ? List.of()
                : List.of(new ExpiringWaiver("W-1", LocalDate.of(2026, 11, 20), text, 2)),
            new Workbook(
                workbook,
                bytes,
                sha256,
                Optional.of("https://evidence.example.com/run-1/x.xlsx?a=1&b=2"))));
  }

  private static Map<Severity, Integer> counts(Map<Severity, Integer> some) {
    Map<Severity, Integer> all = new TreeMap<>();
    for (Severity severity : Severity.values()) {
      all.put(severity, some.getOrDefault(severity, 0));
    }
    return all;
  }
}
