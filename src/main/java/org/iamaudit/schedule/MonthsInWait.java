package org.iamaudit.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.config.Schedule;
import org.iamaudit.report.MonthlyReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Roll-ups that wait until every audit of their month is over, of all accounts and on all nodes. A
 * month is summed up a day after the fire time even so, and names what is missing.
 */
final class MonthsInWait {
  private static final Logger LOG = LoggerFactory.getLogger(MonthsInWait.class);

  static final Duration AT_MOST = Duration.ofDays(1);

  private final PeriodLedger ledger;
  private final Set<Period> logged = new HashSet<>();

  MonthsInWait(PeriodLedger ledger) {
    this.ledger = ledger;
  }

  /** Whether a period is a roll-up whose time has not come. One asked for by hand never waits. */
  boolean mustWait(Period period, List<Schedule> schedules, Instant now) {
    Optional<Schedule> schedule =
        schedules.stream()
            .filter(s -> s.name().equals(period.schedule()) && s.kind() == Schedule.Kind.MONTHLY)
            .findFirst();
    if (schedule.isEmpty() || ledger.isManual(period)) {
      return false;
    }
    List<Period> unfinished = unfinished(schedule.get(), period, schedules);
    boolean waits = !unfinished.isEmpty() && now.isBefore(period.scheduledFor().plus(AT_MOST));
    if (!waits) {
      logged.remove(period);
    } else if (logged.add(period)) {
      Events.of(LOG.atInfo(), "rollup.waiting", period)
          .addKeyValue("unfinished", unfinished.size())
          .addKeyValue("at_most_until", period.scheduledFor().plus(AT_MOST))
          .log(
              "the month is summed up when its audits are over; the first of them: {}",
              unfinished.get(0));
    }
    return waits;
  }

  private List<Period> unfinished(Schedule rollUp, Period period, List<Schedule> schedules) {
    YearMonth month = Months.before(rollUp, period.scheduledFor());
    Instant start = month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    return ledger.unfinished(start, MonthlyReport.end(month)).stream()
        .filter(
            open ->
                schedules.stream()
                    .anyMatch(
                        s -> s.name().equals(open.schedule()) && s.kind() == Schedule.Kind.AUDIT))
        .toList();
  }
}
