package org.iamaudit.schedule;

import static org.iamaudit.schedule.Sql.instant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.iamaudit.schedule.LedgerEntry.Kind;
import org.iamaudit.schedule.LedgerEntry.State;

/**
 * Reads the record of every period: planned, audited or missed. {@link PeriodPlanning} and {@link
 * PeriodClaims} write it.
 */
public final class PeriodLedger {
  /** How often a failed audit is tried in all. */
  static final int MOST_ATTEMPTS = 3;

  /** How long after a failed attempt the next one begins. */
  static final Duration RETRY_AFTER = Duration.ofMinutes(10);

  static final String KEY = " WHERE schedule = ? AND scheduled_for = ? AND account = ?";

  private final Sql sql;

  PeriodLedger(DataSource database) {
    this.sql = new Sql(database);
  }

  /** The last fire time on record of a schedule. */
  Optional<Instant> last(String schedule) {
    return sql.query(
            "read the last period",
            "SELECT MAX(scheduled_for) AS last FROM audit_period"
                + " WHERE schedule = ? AND kind = 'SCHEDULED'",
            row -> instant(row, "last"),
            schedule)
        .get(0);
  }

  /** When an audit of a schedule was begun last, by hand or not. */
  Optional<Instant> lastStart(String schedule) {
    return sql.query(
            "read the last start",
            "SELECT MAX(started_at) AS last FROM audit_period WHERE schedule = ?",
            row -> instant(row, "last"),
            schedule)
        .get(0);
  }

  /** Whether someone asked for the audit, rather than a schedule. */
  boolean isManual(Period period) {
    return sql.query(
            "read the ledger",
            "SELECT kind FROM audit_period" + KEY,
            row -> Kind.valueOf(row.getString("kind")),
            period.schedule(),
            period.scheduledFor(),
            period.account())
        .contains(Kind.MANUAL);
  }

  /**
   * What is to be audited: everything without a result, but for what an attempt is at work on, and
   * for failures that are not to be tried (again) yet. In order of fire times.
   */
  List<Period> open(Instant now) {
    return sql.query(
        "read open periods",
        "SELECT schedule, scheduled_for, account FROM audit_period"
            + " WHERE state = 'PLANNED'"
            + " OR (state = 'STARTED' AND "
            + PeriodClaims.UNCLAIMED
            + ") OR (state = 'FAILED' AND attempts < ? AND finished_at <= ?)"
            + " ORDER BY scheduled_for, schedule, account",
        PeriodLedger::period,
        MOST_ATTEMPTS,
        now.minus(RETRY_AFTER));
  }

  /** Periods of a time that have no result yet and may still get one. */
  List<Period> unfinished(Instant from, Instant until) {
    return sql.query(
        "read open periods",
        "SELECT schedule, scheduled_for, account FROM audit_period"
            + " WHERE scheduled_for >= ? AND scheduled_for < ? AND kind = 'SCHEDULED'"
            + " AND (state IN ('PLANNED', 'STARTED') OR (state = 'FAILED' AND attempts < ?))"
            + " ORDER BY scheduled_for, schedule, account",
        PeriodLedger::period,
        from,
        until,
        MOST_ATTEMPTS);
  }

  /** The latest entries of all schedules, newest fire time first. */
  public List<LedgerEntry> latest(int most) {
    return sql.query(
        "read the ledger",
        "SELECT * FROM audit_period ORDER BY scheduled_for DESC, schedule, account LIMIT ?",
        PeriodLedger::entry,
        most);
  }

  /** Entries of a schedule from a fire time on, oldest first. */
  public List<LedgerEntry> since(String schedule, Instant from) {
    return sql.query(
        "read the ledger",
        "SELECT * FROM audit_period WHERE schedule = ? AND scheduled_for >= ?"
            + " ORDER BY scheduled_for, account",
        PeriodLedger::entry,
        schedule,
        from);
  }

  /** Entries of one fire time, by account. */
  List<LedgerEntry> at(String schedule, Instant scheduledFor) {
    return sql.query(
        "read the ledger",
        "SELECT * FROM audit_period WHERE schedule = ? AND scheduled_for = ? ORDER BY account",
        PeriodLedger::entry,
        schedule,
        scheduledFor);
  }

  /** The last fire time of a schedule that has its result, of all accounts. */
  Optional<Instant> lastResult(String schedule) {
    return sql
        .query(
            "read the last result",
            "SELECT scheduled_for FROM audit_period WHERE schedule = ? AND kind = 'SCHEDULED'"
                + " GROUP BY scheduled_for"
                + " HAVING COUNT(*) = SUM(CASE WHEN state IN ('COMPLETE', 'PARTIAL') THEN 1 ELSE 0 END)"
                + " ORDER BY scheduled_for DESC LIMIT 1",
            row -> instant(row, "scheduled_for").orElseThrow(),
            schedule)
        .stream()
        .findFirst();
  }

  /** The figures of a result; empty if it has none. */
  public Map<String, Long> figures(Period period) {
    Map<String, Long> figures = new TreeMap<>();
    sql.query(
        "read figures",
        "SELECT figure, amount FROM audit_figure" + KEY,
        row -> figures.put(row.getString(1), row.getLong(2)),
        period.schedule(),
        period.scheduledFor(),
        period.account());
    return figures;
  }

  /** The counts of the last fire times of a schedule that have a result, oldest first. */
  List<ScheduleStatus.Result> results(String schedule, int most) {
    TreeMap<Instant, Map<String, Long>> results = new TreeMap<>();
    sql.query(
        "read figures",
        "SELECT scheduled_for, figure, SUM(amount) AS amount FROM audit_figure"
            + " WHERE schedule = ? AND scheduled_for IN (SELECT DISTINCT scheduled_for"
            + " FROM audit_period WHERE schedule = ? AND state IN ('COMPLETE', 'PARTIAL')"
            + " ORDER BY scheduled_for DESC LIMIT ?) GROUP BY scheduled_for, figure",
        row ->
            results
                .computeIfAbsent(instant(row, "scheduled_for").orElseThrow(), t -> new TreeMap<>())
                .put(row.getString("figure"), row.getLong("amount")),
        schedule,
        schedule,
        most);
    return results.entrySet().stream()
        .map(entry -> new ScheduleStatus.Result(entry.getKey(), entry.getValue()))
        .toList();
  }

  /**
   * How many periods are in which state; of those that failed or were missed, how often that has
   * happened, whatever became of them since.
   */
  public Map<State, Long> counts() {
    Map<State, Long> counts = new TreeMap<>();
    sql.query(
        "count periods",
        "SELECT state, COUNT(*) AS number, SUM(failures) AS failures, SUM(misses) AS misses"
            + " FROM audit_period GROUP BY state",
        row -> {
          State state = State.valueOf(row.getString("state"));
          boolean counted = state == State.FAILED || state == State.MISSED;
          counts.merge(state, counted ? 0L : row.getLong("number"), Long::sum);
          counts.merge(State.FAILED, row.getLong("failures"), Long::sum);
          return counts.merge(State.MISSED, row.getLong("misses"), Long::sum);
        });
    return counts;
  }

  private static Period period(ResultSet row) throws SQLException {
    return new Period(
        row.getString("schedule"),
        instant(row, "scheduled_for").orElseThrow(),
        row.getString("account"));
  }

  private static LedgerEntry entry(ResultSet row) throws SQLException {
    return new LedgerEntry(
        period(row),
        Kind.valueOf(row.getString("kind")),
        State.valueOf(row.getString("state")),
        row.getString("reason"),
        row.getInt("attempts"),
        row.getString("node"),
        instant(row, "started_at"),
        instant(row, "finished_at"),
        row.getString("run_id"),
        row.getString("workbook"));
  }
}
