package org.iamaudit.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.config.Schedule;

/**
 * What happens to the fire times that have come since the last one on record. A function of the
 * cron expression and two moments: however late, often or twice it is asked, each fire time gets
 * one decision.
 */
final class PeriodPlan {
  /** How late a fire time may be noticed that still counts as noticed in time. */
  static final Duration IN_TIME = Duration.ofMinutes(2);

  /** Why nothing is audited that nobody wants to be. */
  static final String BLACKOUT = "a blackout day";

  private PeriodPlan() {}

  /**
   * A fire time.
   *
   * @param missed why it is not audited; empty: it is
   */
  record Decision(Instant scheduledFor, Optional<String> missed) {
    static Decision audit(Instant time) {
      return new Decision(time, Optional.empty());
    }

    static Decision miss(Instant time, String reason) {
      return new Decision(time, Optional.of(reason));
    }
  }

  /**
   * One decision for each fire time after the one moment, up to and including the other, in order.
   */
  static List<Decision> decide(Schedule schedule, Instant after, Instant now) {
    FireTimes times = FireTimes.of(schedule);
    List<Instant> due = new ArrayList<>();
    for (Optional<Instant> next = times.afterAnyDay(after);
        next.isPresent() && !next.get().isAfter(now);
        next = times.afterAnyDay(next.get())) {
      due.add(next.get());
    }
    List<Instant> open = due.stream().filter(time -> !times.isBlackout(time)).toList();
    return due.stream().map(time -> decide(schedule, time, open, now)).toList();
  }

  private static Decision decide(Schedule schedule, Instant time, List<Instant> open, Instant now) {
    if (!open.contains(time)) {
      return Decision.miss(time, BLACKOUT);
    }
    Instant last = open.get(open.size() - 1);
    return switch (schedule.misfire()) {
      case RUN_EACH -> Decision.audit(time);
      case RUN_ONCE ->
          time.equals(last) ? Decision.audit(time) : Decision.miss(time, madeUpFor(last));
      case SKIP ->
          time.isBefore(now.minus(IN_TIME))
              ? Decision.miss(time, "not audited in time, and `misfire` is `skip`")
              : Decision.audit(time);
    };
  }

  /** Why a fire time is dropped of which a later one takes the place. */
  static String madeUpFor(Instant by) {
    return "not audited in time; made up for by the audit of " + by;
  }
}
