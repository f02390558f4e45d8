package org.iamaudit.schedule;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.notify.Notice;
import org.iamaudit.notify.Notice.Missed;
import org.iamaudit.notify.Notice.Outcome;
import org.iamaudit.schedule.PeriodPlan.Decision;

/**
 * Puts into the outbox what people are to be told, and packages on their way to a bucket.
 *
 * <p>INVARIANT: in the transaction that records it in the ledger, so that there is neither an end
 * without its notice nor a notice without its end.
 */
final class Announcer {
  /** More are counted. */
  private static final int MOST_TIMES = 20;

  private final AtomicReference<AuditConfig> config;

  /**
   * An announcer.
   *
   * @param config the configuration in force
   */
  Announcer(AtomicReference<AuditConfig> config) {
    this.config = config;
  }

  void announce(
      Connection connection, String schedule, Instant scheduledFor, Outcome outcome, Instant now)
      throws SQLException {
    AuditConfig inForce = config.get();
    Notice notice = new Notice(inForce.organization(), schedule, scheduledFor, outcome);
    NotificationTable.add(connection, inForce.notifications().address(notice, now));
  }

  /** One notice for all of them: after a long time there may be many. Blackout days are no news. */
  void missed(Connection connection, String schedule, List<Decision> decisions, Instant now)
      throws SQLException {
    List<Decision> missed =
        decisions.stream()
            .filter(d -> d.missed().isPresent())
            .filter(d -> !d.missed().get().equals(PeriodPlan.BLACKOUT))
            .toList();
    if (missed.isEmpty()) {
      return;
    }
    List<String> times =
        missed.stream()
            .skip(Math.max(0, missed.size() - MOST_TIMES))
            .map(d -> d.scheduledFor() + ": " + d.missed().get())
            .toList();
    Instant last = missed.get(missed.size() - 1).scheduledFor();
    announce(connection, schedule, last, new Missed(times, missed.size()), now);
  }

  /** A finished package is delivered, if it is to be. */
  void deliver(Connection connection, Path workbook, Instant now) throws SQLException {
    if (config.get().delivery().isPresent()) {
      DeliveryTable.add(connection, workbook.toAbsolutePath().getParent(), now);
    }
  }

  String reports() {
    return config.get().reports().toAbsolutePath().normalize().toString();
  }
}
