package org.iamaudit.schedule;

import static org.iamaudit.schedule.PeriodLedger.KEY;
import static org.iamaudit.schedule.Sql.update;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.iamaudit.notify.Notice;
import org.iamaudit.schedule.LedgerEntry.State;

/**
 * Who works on which period, and what came of it.
 *
 * <p>INVARIANT: a period has one result. Who works on it holds a lease that only the database's
 * clock ends; nobody else gets the period before. Who has lost it to another attempt publishes and
 * records nothing: that is asked, and the result recorded, while the row is locked. All else (who
 * fires when, how often, on how many machines, by which clock) may go wrong without two results.
 */
final class PeriodClaims {
  /** The longest that a dead attempt keeps others from a period; see {@link Attempt}. */
  private static final String LEASE = "CURRENT_TIMESTAMP + INTERVAL '15' SECOND";

  /** Of a period that has been begun: nobody works on it any more. */
  static final String UNCLAIMED = "(lease_until IS NULL OR lease_until < CURRENT_TIMESTAMP)";

  private static final String OWNED = KEY + " AND owner = ? AND state = 'STARTED'";
  private static final int LONGEST_REASON = 2000;

  private final Sql sql;
  private final Announcer announcer;

  PeriodClaims(DataSource database, Announcer announcer) {
    this.sql = new Sql(database);
    this.announcer = announcer;
  }

  /**
   * Begins an attempt, of whatever has no result yet and nobody works on.
   *
   * @param owner a name that no other attempt has
   * @return false if there is nothing to do
   */
  boolean claim(Period period, String owner, String node, Instant now) {
    return sql.transaction(
        "begin an audit",
        connection ->
            update(
                    connection,
                    "UPDATE audit_period SET state = 'STARTED', owner = ?, node = ?, started_at = ?,"
                        + " finished_at = NULL, attempts = attempts + 1, lease_until = "
                        + LEASE
                        + KEY
                        + " AND (state IN ('PLANNED', 'FAILED') OR (state = 'STARTED' AND "
                        + UNCLAIMED
                        + "))",
                    owner,
                    node,
                    now,
                    period.schedule(),
                    period.scheduledFor(),
                    period.account())
                == 1);
  }

  /** Keeps others away for some seconds more; false if one has taken over already. */
  boolean renew(Period period, String owner) {
    return change(
        "renew a claim", "UPDATE audit_period SET lease_until = " + LEASE + OWNED, period, owner);
  }

  /** Of a database that this process has for itself: whoever worked on anything is dead. */
  void endAll() {
    sql.transaction(
        "end claims",
        connection -> update(connection, "UPDATE audit_period SET lease_until = NULL") >= 0);
  }

  /** Takes an attempt back that could not do its work; false if another one has the period. */
  boolean putOff(Period period, String owner) {
    return change(
        "put an audit off",
        "UPDATE audit_period SET state = 'PLANNED', attempts = attempts - 1" + OWNED,
        period,
        owner);
  }

  private boolean change(String what, String statement, Period period, String owner) {
    return sql.transaction(
        what,
        connection ->
            update(
                    connection,
                    statement,
                    period.schedule(),
                    period.scheduledFor(),
                    period.account(),
                    owner)
                == 1);
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

  /** Puts a package into its place. */
  @FunctionalInterface
  interface Publication {
    /** Returns what is to be recorded; empty: nothing, the place is taken. */
    Optional<Result> publish() throws IOException;
  }

  /** Records the result; false if another attempt owns the period by now. */
  boolean finish(Period period, String owner, Result result, Instant now) {
    return publish(period, owner, () -> Optional.of(result), now);
  }

  /**
   * Publishes and records the result, while nobody can take the period over.
   *
   * @return false if another attempt owns the period by now, and nothing was published
   */
  boolean publish(Period period, String owner, Publication publication, Instant now) {
    return sql.transaction(
        "record a result",
        connection -> {
          if (!lock(connection, period, owner)) {
            return false;
          }
          Optional<Result> result = publish(publication);
          if (result.isPresent()) {
            record(connection, period, owner, result.get(), now);
          }
          return result.isPresent();
        });
  }

  private static Optional<Result> publish(Publication publication) {
    try {
      return publication.publish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void record(
      Connection connection, Period period, String owner, Result result, Instant now)
      throws SQLException {
    end(
        connection,
        "state = ?, reason = '', run_id = ?, workbook = ?",
        period,
        owner,
        now,
        result.complete() ? State.COMPLETE.name() : State.PARTIAL.name(),
        result.runId(),
        result.workbook());
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
    announcer.deliver(connection, Path.of(result.workbook()), now);
    announce(connection, period, result.notice(), now);
  }

  /** Records that the attempt failed; false if another one owns the period by now. */
  boolean fail(Period period, String owner, String reason, Instant now) {
    return sql.transaction(
        "record a failure",
        connection -> {
          if (!lock(connection, period, owner)) {
            return false;
          }
          String cut = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
          end(
              connection,
              "state = 'FAILED', failures = failures + 1, reason = ?",
              period,
              owner,
              now,
              cut);
          boolean last =
              Sql.select(
                          connection,
                          "SELECT attempts FROM audit_period" + KEY,
                          row -> row.getInt("attempts"),
                          period.schedule(),
                          period.scheduledFor(),
                          period.account())
                      .get(0)
                  >= PeriodLedger.MOST_ATTEMPTS;
          Notice.Outcome failure = new Notice.Failed(reason.lines().toList());
          announce(connection, period, Optional.of(failure).filter(f -> last), now);
          return true;
        });
  }

  /** Locks the row of a period until the transaction ends, if the attempt still has it. */
  private static boolean lock(Connection connection, Period period, String owner)
      throws SQLException {
    return !Sql.select(
            connection,
            "SELECT owner FROM audit_period" + OWNED + " FOR UPDATE",
            row -> row.getString("owner"),
            period.schedule(),
            period.scheduledFor(),
            period.account(),
            owner)
        .isEmpty();
  }

  /** Of accounts with an audit each, there is one notice when the last of them is over. */
  private void announce(
      Connection connection, Period period, Optional<Notice.Outcome> own, Instant now)
      throws SQLException {
    Optional<? extends Notice.Outcome> outcome = own;
    if (!period.account().isEmpty()) {
      AccountsInPeriod.lock(connection);
      outcome = AccountsInPeriod.allIn(connection, period, announcer.reports());
    }
    if (outcome.isPresent()) {
      announcer.announce(connection, period.schedule(), period.scheduledFor(), outcome.get(), now);
    }
  }

  private static void end(
      Connection connection, String set, Period period, String owner, Instant now, Object... values)
      throws SQLException {
    List<Object> all = new ArrayList<>(List.of(values));
    all.addAll(List.of(now, period.schedule(), period.scheduledFor(), period.account(), owner));
    update(
        connection, "UPDATE audit_period SET " + set + ", finished_at = ?" + OWNED, all.toArray());
  }
}
