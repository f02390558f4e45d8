package org.iamaudit.schedule;

import static org.iamaudit.schedule.Sql.instant;
import static org.iamaudit.schedule.Sql.update;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.iamaudit.schedule.LedgerEntry.Kind;
import org.iamaudit.schedule.LedgerEntry.State;
import org.iamaudit.schedule.PeriodPlan.Decision;

/**
 * Puts periods into the ledger: what is to be audited, and what is missed.
 *
 * <p>INVARIANT: a period has one row, by its primary key, whoever plans it and how often.
 */
final class PeriodPlanning {
  private static final String UNIQUE_VIOLATION = "23505";

  private final Sql sql;
  private final Announcer announcer;

  PeriodPlanning(DataSource database, Announcer announcer) {
    this.sql = new Sql(database);
    this.announcer = announcer;
  }

  /**
   * Records what was decided, all of it or nothing. An audit that someone asked for in the second
   * of a fire time is that of the fire time: it has the one row.
   *
   * @param accounts for each audit, the accounts that have one of their own; a single empty string
   *     if they have one together
   * @param latestOnly whether what is planned already, but has not begun, gives way
   * @return what is decided now, earlier times that give way too; nothing if another node has
   *     decided in the meantime
   */
  List<Decision> plan(
      String schedule,
      List<Decision> decisions,
      List<String> accounts,
      boolean latestOnly,
      Instant now) {
    List<Decision> all = new ArrayList<>();
    List<Decision> made = new ArrayList<>();
    boolean decided =
        sql.transaction(
            "plan",
            connection -> {
              for (Decision decision : decisions) {
                boolean asked = false;
                List<String> units = decision.missed().isPresent() ? List.of("") : accounts;
                for (String account : units) {
                  Period period = new Period(schedule, decision.scheduledFor(), account);
                  boolean there = takeManual(connection, period);
                  if (!there
                      && !insert(connection, period, Kind.SCHEDULED, decision.missed(), now)) {
                    return false;
                  }
                  asked |= there;
                }
                if (!asked || decision.missed().isEmpty()) {
                  made.add(decision);
                }
                if (latestOnly && decision.missed().isEmpty()) {
                  all.addAll(
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
              all.addAll(made);
              announcer.missed(connection, schedule, all, now);
              return true;
            });
    return decided ? all : List.of();
  }

  /** Makes an audit that someone asked for that of the fire time; false if there is none. */
  private static boolean takeManual(Connection connection, Period period) throws SQLException {
    return update(
            connection,
            "UPDATE audit_period SET kind = 'SCHEDULED'"
                + PeriodLedger.KEY
                + " AND kind = 'MANUAL'",
            period.schedule(),
            period.scheduledFor(),
            period.account())
        > 0;
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
   * @param accounts as in {@link #plan}, at least one
   * @return whether there was anything
   */
  boolean reopen(String schedule, Instant scheduledFor, List<String> accounts, Instant now) {
    return sql.transaction(
        "plan",
        connection -> {
          // What was missed as a whole is audited account by account, if the schedule is split.
          int whole =
              update(
                  connection,
                  "UPDATE audit_period SET account = ?"
                      + PeriodLedger.KEY
                      + " AND state = 'MISSED'",
                  accounts.get(0),
                  schedule,
                  scheduledFor,
                  "");
          for (String account : accounts.subList(1, whole > 0 ? accounts.size() : 1)) {
            Period period = new Period(schedule, scheduledFor, account);
            insert(connection, period, Kind.SCHEDULED, Optional.empty(), now);
          }
          return update(
                  connection,
                  "UPDATE audit_period SET state = 'PLANNED', attempts = 0, reason = '',"
                      + " finished_at = NULL"
                      + " WHERE schedule = ? AND scheduled_for = ?"
                      + " AND state IN ('MISSED', 'FAILED')",
                  schedule,
                  scheduledFor)
              > 0;
        });
  }

  /** Gives up what has not begun, or failed, of a schedule that is there no more. */
  List<Decision> abandon(String schedule, String reason, Instant now) {
    List<Decision> all = new ArrayList<>();
    sql.transaction(
        "give up periods",
        connection -> {
          String where = " WHERE schedule = ? AND state IN ('PLANNED', 'FAILED')";
          all.addAll(miss(connection, where, reason, now, schedule));
          announcer.missed(connection, schedule, all, now);
          return true;
        });
    return all;
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
        "UPDATE audit_period SET state = 'MISSED', misses = misses + 1, reason = ?,"
            + " finished_at = ?"
            + where,
        all.toArray());
    return times.stream().distinct().map(time -> Decision.miss(time, reason)).toList();
  }

  private static boolean insert(
      Connection connection, Period period, Kind kind, Optional<String> missed, Instant now)
      throws SQLException {
    try {
      update(
          connection,
          "INSERT INTO audit_period"
              + " (schedule, scheduled_for, account, kind, state, misses, reason, planned_at,"
              + " finished_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
          period.schedule(),
          period.scheduledFor(),
          period.account(),
          kind.name(),
          missed.isPresent() ? State.MISSED.name() : State.PLANNED.name(),
          missed.isPresent() ? 1 : 0,
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
}
