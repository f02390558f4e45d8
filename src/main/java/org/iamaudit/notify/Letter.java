package org.iamaudit.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.iamaudit.finding.Severity;
import org.iamaudit.notify.Notice.AllAccounts;
import org.iamaudit.notify.Notice.Audited;
import org.iamaudit.notify.Notice.Failed;
import org.iamaudit.notify.Notice.Missed;
import org.iamaudit.notify.Notice.SummedUp;
import org.iamaudit.policy.Quoted;

/**
 * A notice in words, the same for every medium.
 *
 * <p>INVARIANT: each text is one line without control characters, and not too long. Beyond that it
 * is as the account has it, so that each medium must keep it from being interpreted.
 *
 * @param link to the workbook
 */
record Letter(String subject, List<Fact> facts, List<Part> parts, Optional<String> link) {
  private static final int LONGEST_LINE = 300;
  private static final int MOST_ACCOUNTS = 5;

  /** A label and what stands beside it. */
  record Fact(String label, String value) {}

  /** A list under a title. */
  record Part(String title, List<String> lines) {}

  /**
   * Writes it.
   *
   * @param mostLines how many lines a list has at most; a last line then says how many more
   */
  static Letter of(Notice notice, int mostLines) {
    String what = "IAM audit `" + notice.schedule() + "` of " + notice.scheduledFor();
    Writer writer = new Writer(mostLines);
    writer.fact("Schedule", notice.schedule() + ", fire time " + notice.scheduledFor());
    if (!notice.organization().isEmpty()) {
      writer.fact("Organization", notice.organization());
    }
    if (notice.outcome() instanceof Audited audited) {
      return writer.audited(what, audited);
    }
    if (notice.outcome() instanceof Failed failed) {
      writer.fact("Result", "failed: there is no report");
      writer.part("Why", failed.problems(), failed.problems().size());
      return writer.letter(what + " FAILED", Optional.empty());
    }
    if (notice.outcome() instanceof AllAccounts accounts) {
      return writer.allAccounts(what, accounts);
    }
    if (notice.outcome() instanceof SummedUp month) {
      return writer.summedUp(notice.schedule(), month);
    }
    Missed missed = (Missed) notice.outcome();
    writer.fact("Result", "missed: there is no report of " + missed.all() + " fire times");
    writer.part("Missed", missed.times(), missed.all());
    return writer.letter(what + " was MISSED", Optional.empty());
  }

  /** As plain text. */
  String text() {
    StringBuilder out = new StringBuilder();
    facts.forEach(f -> out.append(f.label()).append(": ").append(f.value()).append('\n'));
    link.ifPresent(l -> out.append("Link: ").append(l).append('\n'));
    for (Part part : parts) {
      out.append('\n').append(part.title()).append(":\n");
      part.lines().forEach(line -> out.append("- ").append(line).append('\n'));
    }
    return out.toString();
  }

  /** Puts the texts in, each made fit for one line. */
  private static final class Writer {
    private final int mostLines;
    private final List<Fact> facts = new ArrayList<>();
    private final List<Part> parts = new ArrayList<>();

    Writer(int mostLines) {
      this.mostLines = mostLines;
    }

    Letter letter(String subject, Optional<String> link) {
      return new Letter(line(subject), List.copyOf(facts), List.copyOf(parts), link);
    }

    void fact(String label, String value) {
      facts.add(new Fact(label, line(value)));
    }

    /** With the number of all there are, of which {@code some} are known. */
    void part(String title, List<String> some, int all) {
      if (all == 0) {
        return;
      }
      List<String> lines =
          some.stream().limit(mostLines).map(Writer::line).collect(Collectors.toList());
      if (lines.size() < all) {
        lines.add("… and " + (all - lines.size()) + " more");
      }
      parts.add(new Part(title, List.copyOf(lines)));
    }

    Letter audited(String what, Audited audited) {
      boolean complete = audited.gaps() == 0;
      int added = sum(audited.added());
      fact("Result", complete ? "complete" : "PARTIAL: " + audited.gaps() + " gaps");
      fact("Accounts", accounts(audited));
      fact("Open findings", counts(audited.open()));
      fact("New", added == 0 ? "none" : counts(audited.added()));
      fact("Resolved", audited.resolved().map(String::valueOf).orElse("not known"));
      fact(
          "Principals",
          audited.principals() + ", of whom " + audited.withBaseline() + " have a baseline");
      fact("As of", audited.asOf().toString());
      fact("Workbook", audited.workbook().path());
      fact("SHA-256", audited.workbook().sha256());
      fact("Run", audited.runId());
      part("Could not be read", audited.firstGaps(), audited.gaps());
      part(
          "New findings, worst first",
          audited.worst().stream()
              .map(
                  f ->
                      "%s %s %s (%s): %s"
                          .formatted(f.severity(), f.code(), f.principal(), f.account(), f.title()))
              .toList(),
          added);
      part(
          "Waivers that expire soon",
          audited.expiring().stream()
              .map(
                  w ->
                      "%s on %s, for %d findings; owner %s"
                          .formatted(w.id(), w.expires(), w.findings(), w.owner()))
              .toList(),
          audited.expiring().size());
      String subject =
          what
              + (complete ? " is ready: " : " is PARTIAL: ")
              + counts(audited.open())
              + (added == 0 ? ", none new" : "; " + added + " new");
      return letter(subject, audited.workbook().link());
    }

    Letter allAccounts(String what, AllAccounts accounts) {
      int added = sum(accounts.added());
      int failed = accounts.failed().size();
      String result =
          "%d accounts complete, %d partial, %d FAILED"
              .formatted(accounts.complete(), accounts.partial(), failed);
      fact("Result", result);
      fact("Open findings", counts(accounts.open()));
      fact("New", added == 0 ? "none" : counts(accounts.added()));
      fact("Packages", accounts.reports());
      part("Without a report", accounts.failed(), failed);
      return letter(what + ": " + result, Optional.empty());
    }

    Letter summedUp(String schedule, SummedUp month) {
      int added = sum(month.added());
      fact(
          "Result",
          month.complete() ? "complete" : "PARTIAL: " + String.join("; ", month.reasons()));
      fact("Month", month.month() + ", as of " + month.asOf());
      fact(
          "Accounts",
          "%d audited, %d with gaps, %d NOT AUDITED"
              .formatted(month.audited(), month.withGaps(), month.notAudited().size()));
      fact("Planned runs without a package", String.valueOf(month.allMissing()));
      fact("Open findings", counts(month.open()));
      fact("New in the month", added == 0 ? "none" : counts(month.added()));
      fact("Resolved in the month", String.valueOf(month.resolved()));
      fact("Workbook", month.workbook().path());
      fact("SHA-256", month.workbook().sha256());
      part("Accounts not audited", month.notAudited(), month.notAudited().size());
      part("Planned runs without a package", month.missing(), month.allMissing());
      String subject =
          "IAM audits of "
              + month.month()
              + " (`"
              + schedule
              + "`): the month is "
              + (month.complete() ? "ready: " : "PARTIAL: ")
              + counts(month.open())
              + (added == 0 ? ", none new" : "; " + added + " new");
      return letter(subject, month.workbook().link());
    }

    private static String accounts(Audited audited) {
      int all = audited.accounts().size();
      String some =
          audited.accounts().stream()
              .limit(MOST_ACCOUNTS)
              .map(a -> a.name().equals(a.id()) ? a.id() : a.name() + " (" + a.id() + ")")
              .collect(Collectors.joining(", "));
      return all > MOST_ACCOUNTS ? some + ", … " + all + " in all" : some;
    }

    private static int sum(Map<Severity, Integer> counts) {
      return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static String counts(Map<Severity, Integer> counts) {
      return counts.entrySet().stream()
          .map(e -> e.getValue() + " " + e.getKey().name().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(", "));
    }

    private static String line(String text) {
      return Quoted.visible(text, LONGEST_LINE);
    }
  }
}
