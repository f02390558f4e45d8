package org.iamaudit.schedule;

import static org.iamaudit.schedule.Sql.instant;
import static org.iamaudit.schedule.Sql.update;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.iamaudit.notify.Notice;
import org.iamaudit.schedule.LedgerEntry.Kind;
import org.iamaudit.schedule.LedgerEntry.State;
import org.iamaudit.schedule.PeriodPlan.Decision;

/**
 * The record of every period: planned, audited or missed.
 *
 * <p>INVARIANT: a period has one row, by its primary key, and one result: who records a result must
 * still own the row, and a row with a result is never owned again. All else (who fires when, how
 * often, on how many machines) may go wrong without two results or none.
 */
public final class PeriodLedger {
  /** How often a failed audit is tried in all. */
  static final int MOST_ATTEMPTS = 3;

  /** How long after a failed attempt the next one begins. */
  static final Duration RETRY_AFTER = Duration.ofMinutes(10);

  private static final String UNIQUE_VIOLATION = "23505";
  private static final int LONGEST_REASON = 2000;
  private static final String KEY = " WHERE schedule = ? AND scheduled_for = ? AND account = ?";

  private final Sql sql;
  private final Announcer announcer;

  PeriodLedger(DataSource database, Announcer announcer) {
    this.sql = new Sql(database);
    this.announcer = announcer;
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

  /**
   * Records what was decided, all of it or nothing.
   *
   * @param accounts for each audit, the accounts that have one of their own; a single empty string
   *     if they have one together
   * @param latestOnly whether what is planned already, but has not begun, gives way
   * @return false if another node has decided in the meantime
   */
  boolean plan(
      String schedule,
      List<Decision> decisions,
      List<String> accounts,
      boolean latestOnly,
      Instant now) {
    return sql.transaction(
        "plan",
        connection -> {
          List<Decision> missed = new ArrayList<>();
          for (Decision decision : decisions) {
            List<String> units = decision.missed().isPresent() ? List.of("") : accounts;
            for (String account : units) {
              Period period = new Period(schedule, decision.scheduledFor(), account);
              if (!insert(connection, period, Kind.SCHEDULED, decision.missed(), now)) {
                return false;
              }
            }
            if (latestOnly && decision.missed().isEmpty()) {
              missed.addAll(
                  miss(
                      connection,
                      " WHERE schedule = ? AND kind = 'SCHEDULED' AND scheduled_for < ?"
                          + " AND state = 'PLANNED' AND attempts = 0",
                      PeriodPlan.madeUpFor(decision.scheduledFor()),
                      now,
                      schedule,
                      decision.scheduledFor()));
            }
          }
          missed.addAll(decisions);
          announcer.missed(connection, schedule, missed, now);
          return true;
        });
  }

  /** Plans an audit that someone asked for; false if the very second has one already. */
  boolean planManual(String schedule, Instant second, List<String> accounts, Instant now) {
    return sql.transaction(
        "plan",
        connection -> {
          for (String account : accounts) {
            Period period = new Period(schedule, second, account);
            if (!insert(connection, period, Kind.MANUAL, Optional.empty(), now)) {
              return false;
            }
          }
          return true;
        });
  }

  /**
   * Plans anew what was missed or failed at a fire time.
   *
   * @param accounts as in {@link #plan}
   * @return whether there was anything
   */
  boolean reopen(String schedule, Instant scheduledFor, List<String> accounts, Instant now) {
    return sql.transaction(
        "plan",
        connection -> {
          int missed =
              update(
                  connection,
                  "DELETE FROM audit_period" + KEY + " AND state = 'MISSED'",
                  schedule,
                  scheduledFor,
                  "");
          for (String account : missed > 0 ? accounts : List.<String>of()) {
            Period period = new Period(schedule, scheduledFor, account);
            insert(connection, period, Kind.SCHEDULED, Optional.empty(), now);
          }
          int failed =
              update(
                  connection,
                  "UPDATE audit_period SET state = 'PLANNED', attempts = 0, reason = ''"
                      + " WHERE schedule = ? AND scheduled_for = ?"
                      + " AND state IN ('MISSED', 'FAILED')",
                  schedule,
                  scheduledFor);
          return missed + failed > 0;
        });
  }

  /** Gives up what has not begun, or failed, of a schedule that is there no more. */
  void abandon(String schedule, String reason, Instant now) {
    sql.transaction(
        "give up periods",
        connection -> {
          String where = " WHERE schedule = ? AND state IN ('PLANNED', 'FAILED')";
          announcer.missed(
              connection, schedule, miss(connection, where, reason, now, schedule), now);
          return true;
        });
  }

  /** Records as missed what the condition selects, and says what that was. */
  private static List<Decision> miss(
      Connection connection, String where, String reason, Instant now, Object... values)
      throws SQLException {
    List<Instant> times =
        Sql.select(
            connection,
            "SELECT scheduled_for FROM audit_period" + where + " ORDER BY scheduled_for FOR UPDATE",
            row -> instant(row, "scheduled_for").orElseThrow(),
            values);
    List<Object> all = new ArrayList<>(List.of(reason, now));
    all.addAll(List.of(values));
    update(
        connection,
        "UPDATE audit_period SET state = 'MISSED', reason = ?, finished_at = ?" + where,
        all.toArray());
    return times.stream().distinct().map(time -> Decision.miss(time, reason)).toList();
  }

  /**
   * Begins an attempt, of whatever has no result yet.
   *
   * @param owner a name that no other attempt has
   * @return false if there is nothing to do any more
   */
  boolean claim(Period period, String owner, String node, Instant now) {
    return sql.transaction(
        "begin an audit",
        connection ->
            update(
                    connection,
                    "UPDATE audit_period SET state = 'STARTED', owner = ?, node = ?, started_at = ?,"
                        + " finished_at = NULL, attempts = attempts + 1"
                        + KEY
                        + " AND state IN ('PLANNED', 'STARTED', 'FAILED')",
                    owner,
                    node,
                    now,
                    period.schedule(),
                    period.scheduledFor(),
                    period.account())
                == 1);
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

  /** Takes an attempt back that could not begin. */
  void release(Period period, String owner) {
    sql.transaction(
        "put an audit off",
        connection ->
            update(
                    connection,
                    "UPDATE audit_period SET state = 'PLANNED', attempts = attempts - 1"
                        + KEY
                        + " AND owner = ? AND state = 'STARTED'",
                    period.schedule(),
                    period.scheduledFor(),
                    period.account(),
                    owner)
                > 0);
  }

  /**
   * What a finished audit leaves in the ledger.
   *
   * @param notice what people are told of it; empty: nothing
   */
  record Result(
      boolean complete,
      String runId,
      String workbook,
      Map<String, Long> figures,
      Optional<Notice.Outcome> notice) {}

  /** Records the result; false if another attempt owns the period by now. */
  boolean finish(Period period, String owner, Result result, Instant now) {
    return sql.transaction(
        "record a result",
        connection -> {
          lock(connection, period);
          if (!owned(
              connection,
              "state = ?, reason = '', run_id = ?, workbook = ?",
              period,
              owner,
              now,
              result.complete() ? State.COMPLETE.name() : State.PARTIAL.name(),
              result.runId(),
              result.workbook())) {
            return false;
          }
          for (Map.Entry<String, Long> figure : result.figures().entrySet()) {
            update(
                connection,
                "INSERT INTO audit_figure (schedule, scheduled_for, account, figure, amount)"
                    + " VALUES (?, ?, ?, ?, ?)",
                period.schedule(),
                period.scheduledFor(),
                period.account(),
                figure.getKey(),
                figure.getValue());
          }
          announce(connection, period, result.notice(), now);
          return true;
        });
  }

  /** Records that the attempt failed; false if another one owns the period by now. */
  boolean fail(Period period, String owner, String reason, Instant now) {
    return sql.transaction(
        "record a failure",
        connection -> {
          lock(connection, period);
          String set = "state = 'FAILED', reason = ?";
          String cut = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
          if (!owned(connection, set, period, owner, now, cut)) {
            return false;
          }
          boolean last =
              Sql.select(
                          connection,
                          "SELECT attempts FROM audit_period" + KEY,
                          row -> row.getInt("attempts"),
                          period.schedule(),
                          period.scheduledFor(),
                          period.account())
                      .get(0)
                  >= MOST_ATTEMPTS;
          Notice.Outcome failure = new Notice.Failed(reason.lines().toList());
          announce(connection, period, Optional.of(failure).filter(f -> last), now);
          return true;
        });
  }

  private static void lock(Connection connection, Period period) throws SQLException {
    if (!period.account().isEmpty()) {
      AccountsInPeriod.lock(connection, period);
    }
  }

  /** Of accounts with an audit each, there is one notice when the last of them is over. */
  private void announce(
      Connection connection, Period period, Optional<Notice.Outcome> own, Instant now)
      throws SQLException {
    Optional<? extends Notice.Outcome> outcome =
        period.account().isEmpty()
            ? own
            : AccountsInPeriod.allIn(connection, period, announcer.reports());
    if (outcome.isPresent()) {
      announcer.announce(connection, period.schedule(), period.scheduledFor(), outcome.get(), now);
    }
  }

  private static boolean owned(
      Connection connection, String set, Period period, String owner, Instant now, Object... values)
      throws SQLException {
    List<Object> all = new ArrayList<>(List.of(values));
    all.addAll(List.of(now, period.schedule(), period.scheduledFor(), period.account(), owner));
    String statement =
        "UPDATE audit_period SET "
            + set
            + ", finished_at = ?"
            + KEY
            + " AND owner = ? AND state = 'STARTED'";
    return update(connection, statement, all.toArray()) == 1;
  }

  /**
   * What is to be audited, or is being audited: everything without a result, but for failures that
   * are not to be tried (again) yet. In order of fire times.
   */
  List<Period> open(Instant now) {
    return sql.query(
        "read open periods",
        "SELECT schedule, scheduled_for, account FROM audit_period"
            + " WHERE state IN ('PLANNED', 'STARTED')"
            + " OR (state = 'FAILED' AND attempts < ? AND finished_at <= ?)"
            + " ORDER BY scheduled_for, schedule, account",
        PeriodLedger::period,
        MOST_ATTEMPTS,
        now.minus(RETRY_AFTER));
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

  /** How many periods are in which state. */
  public Map<State, Long> counts() {
    Map<State, Long> counts = new TreeMap<>();
    sql.query(
        "count periods",
        "SELECT state, COUNT(*) FROM audit_period GROUP BY state",
        row -> counts.put(State.valueOf(row.getString(1)), row.getLong(2)));
    return counts;
  }

  private static boolean insert(
      Connection connection, Period period, Kind kind, Optional<String> missed, Instant now)
      throws SQLException {
    try {
      update(
          connection,
          "INSERT INTO audit_period"
              + " (schedule, scheduled_for, account, kind, state, reason, planned_at, finished_at)"
              + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
          period.schedule(),
          period.scheduledFor(),
          period.account(),
          kind.name(),
          missed.isPresent() ? State.MISSED.name() : State.PLANNED.name(),
          missed.orElse(""),
          now,
          missed.isPresent() ? now : Optional.empty());
      return true;
    } catch (SQLException e) {
      if (UNIQUE_VIOLATION.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
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
