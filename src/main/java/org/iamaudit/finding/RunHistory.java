package org.iamaudit.finding;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a run follows those before it, and what people decided about its findings.
 *
 * @param kept whether runs are remembered; otherwise every finding counts as new
 * @param accounts those of the run, and those that left its scope
 * @param waivers by id
 * @param trend a point a month, oldest first, this run's month last; at most twelve
 */
public record RunHistory(
    boolean kept, List<AccountHistory> accounts, List<WaiverUse> waivers, List<Point> trend) {
  public RunHistory {
    accounts = List.copyOf(accounts);
    waivers = List.copyOf(waivers);
    trend = List.copyOf(trend);
  }

  /** All changes, in {@link Change#ORDER}. */
  public List<Change> changes() {
    return accounts.stream().flatMap(a -> a.changes().stream()).sorted(Change.ORDER).toList();
  }

  /** The runs whose place this one takes, sorted. */
  public List<String> supersedes() {
    return accounts.stream().flatMap(a -> a.supersedes().stream()).distinct().sorted().toList();
  }

  /** Whether there is an earlier run to compare with, of any account. */
  public boolean hasPrevious() {
    return accounts.stream().anyMatch(a -> a.previous().isPresent());
  }

  /** Changes of one kind. */
  public Stream<Change> changes(Change.Kind kind) {
    return accounts.stream().flatMap(a -> a.changes().stream()).filter(c -> c.kind() == kind);
  }

  /**
   * The last run of each account in a month, summed up.
   *
   * @param accounts of how many accounts the last run of the month says anything
   * @param open open findings, every severity present
   * @param counts what is new, reopened and resolved in all runs of the month; the rest of the last
   */
  public record Point(YearMonth month, int accounts, Map<Severity, Integer> open, Counts counts) {}

  /** How many findings of a run are what. */
  public record Counts(
      int fresh, int persisting, int reopened, int resolved, int excepted, int notEvaluated) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    /** Both together. */
    public Counts plus(Counts other) {
      return new Counts(
          fresh + other.fresh,
          persisting + other.persisting,
          reopened + other.reopened,
          resolved + other.resolved,
          excepted + other.excepted,
          notEvaluated + other.notEvaluated);
    }
  }
}
