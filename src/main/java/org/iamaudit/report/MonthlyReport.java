package org.iamaudit.report;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory.Previous;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.RunHistory;
import org.iamaudit.finding.RunHistory.Counts;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.WaiverUse;
import org.iamaudit.snapshot.Sha256;

/**
 * All accounts and runs of one calendar month in UTC.
 *
 * @param asOf up to when the month was looked at: its end, or earlier if it is not over
 * @param organization shown on the first sheet; empty string if not configured
 * @param accounts by id
 * @param changes between the last run before the month and the last one in it
 * @param exceptions by id
 * @param overdue by account
 * @param planned by time
 * @param trend a point a month, this one last
 * @param runs every run that it is made from, those before the month included; by id
 */
public record MonthlyReport(
    YearMonth month,
    Instant asOf,
    String organization,
    String classification,
    String productVersion,
    List<Account> accounts,
    List<Change> changes,
    List<WaiverUse> exceptions,
    List<Overdue> overdue,
    List<Planned> planned,
    List<RunHistory.Point> trend,
    List<String> runs) {
  public MonthlyReport {
    accounts = List.copyOf(accounts);
    changes = List.copyOf(changes);
    exceptions = List.copyOf(exceptions);
    overdue = List.copyOf(overdue);
    planned = List.copyOf(planned);
    trend = List.copyOf(trend);
    runs = List.copyOf(runs);
  }

  /**
   * An account in the month.
   *
   * @param runs how many there were
   * @param last the last of them
   * @param result of the last run, or {@code NOT_AUDITED}
   * @param open after the last run, every severity present; empty: nothing was read
   * @param openBefore after the last run before the month
   * @param counts of changes over the month
   */
  public record Account(
      AccountId id,
      String name,
      int runs,
      Optional<Previous> last,
      String result,
      int principals,
      Optional<Map<Severity, Integer>> open,
      Optional<Integer> openBefore,
      Counts counts) {

    /** How many are open; 0 if nothing was read. */
    public int openNow() {
      return open.stream()
          .flatMap(counts -> counts.values().stream())
          .mapToInt(Integer::intValue)
          .sum();
    }
  }

  /**
   * Something that people should have done by now.
   *
   * @param firstSeen by a run; it may have been due long before
   */
  public record Overdue(
      AccountId account, String code, String what, String meaning, Instant firstSeen) {}

  /** A planned run and what came of it. */
  public record Planned(String schedule, Instant time, State state) {

    /** Whether there is a package of it. */
    public enum State {
      AUDITED,
      NOT_AUDITED,
      /** Its time has not come. */
      TO_COME
    }
  }

  /** The moment after the month. */
  public static Instant end(YearMonth month) {
    return month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** Whether the month is over, every account was audited in full and no planned run is missing. */
  public boolean complete() {
    return isOver()
        && accounts.stream().allMatch(a -> a.result().equals("COMPLETE"))
        && planned.stream().allMatch(p -> p.state() == Planned.State.AUDITED);
  }

  /** Why it is not complete; empty if it is. */
  public List<String> partialReasons() {
    List<String> reasons = new ArrayList<>();
    if (!isOver()) {
      reasons.add("the month is not over");
    }
    reason(reasons, accounts("NOT_AUDITED"), "accounts not audited");
    reason(reasons, accounts("PARTIAL"), "accounts not read in full");
    reason(reasons, accounts("OUT_OF_SCOPE"), "accounts out of scope");
    reason(reasons, planned(Planned.State.NOT_AUDITED), "planned runs without a package");
    return reasons;
  }

  private static void reason(List<String> reasons, long count, String what) {
    if (count > 0) {
      reasons.add(what + ": " + count);
    }
  }

  /** How many accounts have that result. */
  long accounts(String result) {
    return accounts.stream().filter(a -> a.result().equals(result)).count();
  }

  long planned(Planned.State state) {
    return planned.stream().filter(p -> p.state() == state).count();
  }

  boolean isOver() {
    return !asOf.isBefore(end(month));
  }

  /** A hash of all it says. */
  String id() {
    return Sha256.of(toString()).substring(0, 8);
  }
}
