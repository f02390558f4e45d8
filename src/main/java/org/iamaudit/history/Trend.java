package org.iamaudit.history;

import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.RunHistory;
import org.iamaudit.finding.RunHistory.Counts;
import org.iamaudit.finding.Severity;

/**
 * Sums up, month by month, the last run of each account in the month, and what all its runs in the
 * month saw come and go. An account of which the last one says nothing is not among those audited.
 */
public final class Trend {
  private static final int MONTHS = 12;

  private final YearMonth last;
  private final SortedMap<YearMonth, RunHistory.Point> points = new TreeMap<>();

  /**
   * A trend of twelve months.
   *
   * @param last its last month
   */
  public Trend(YearMonth last) {
    this.last = last;
  }

  /**
   * Adds one account's runs before the last month's: those that lead up to one of them; of those in
   * the last month what came and went.
   *
   * @param lines all runs of one account, in order of as-of time
   * @param newest the last that counts; those before follow from one to the other
   */
  public void add(List<AccountLine> lines, String newest) {
    add(lines, newest, last);
  }

  /** As {@link #add}, with those in the last month too. */
  public void addAll(List<AccountLine> lines, String newest) {
    add(lines, newest, last.plusMonths(1));
  }

  private void add(List<AccountLine> lines, String newest, YearMonth before) {
    Map<String, AccountLine> byId = new HashMap<>();
    lines.forEach(line -> byId.put(line.runId(), line));
    YearMonth later = before;
    Optional<AccountLine> line = Optional.ofNullable(byId.get(newest));
    while (line.isPresent()) {
      YearMonth month = YearMonth.from(line.get().asOf().atZone(ZoneOffset.UTC));
      if (month.isBefore(later)) {
        add(month, line.get().isAudited() ? 1 : 0, line.get().open(), line.get().counts());
        later = month;
      } else {
        add(month, 0, PackageAccount.open(List.of()), cameAndWent(line.get().counts()));
      }
      line = line.get().previousRun().map(byId::get);
    }
  }

  /** Adds the run that takes place now. */
  public void addNow(List<AccountResult> accounts, List<AccountHistory> histories) {
    Map<AccountId, AccountHistory> byId = new HashMap<>();
    histories.forEach(h -> byId.put(h.account(), h));
    for (AccountResult account : accounts) {
      PackageAccount made = PackageAccount.of(account, byId.get(account.snapshot().account()));
      add(last, 1, made.open(), made.counts());
    }
  }

  /** What an earlier run of the month adds to the last one. */
  private static Counts cameAndWent(Counts counts) {
    return new Counts(counts.fresh(), 0, counts.reopened(), counts.resolved(), 0, 0);
  }

  private void add(YearMonth month, int accounts, Map<Severity, Integer> open, Counts counts) {
    if (month.isAfter(last.minusMonths(MONTHS))) {
      points.merge(month, new RunHistory.Point(month, accounts, open, counts), Trend::sum);
    }
  }

  private static RunHistory.Point sum(RunHistory.Point a, RunHistory.Point b) {
    Map<Severity, Integer> open = new EnumMap<>(a.open());
    b.open().forEach((severity, count) -> open.merge(severity, count, Integer::sum));
    return new RunHistory.Point(
        a.month(), a.accounts() + b.accounts(), open, a.counts().plus(b.counts()));
  }

  /** Months without a run are left out. */
  public List<RunHistory.Point> points() {
    return new ArrayList<>(points.values());
  }
}
