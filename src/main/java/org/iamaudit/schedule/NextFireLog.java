package org.iamaudit.schedule;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.iamaudit.config.Schedule;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when a schedule fires next, on its own clock and in UTC. */
final class NextFireLog {
  private static final Logger LOG = LoggerFactory.getLogger(NextFireLog.class);

  private NextFireLog() {}

  static void log(Schedule schedule, Instant now) {
    Optional<Instant> next = FireTimes.of(schedule).after(now);
    if (next.isEmpty()) {
      LOG.atWarn()
          .addKeyValue("event", "schedule.ended")
          .addKeyValue("schedule", schedule.name())
          .log("the schedule does not fire any more; change its cron expression");
      return;
    }
    LOG.atInfo()
        .addKeyValue("event", "schedule.next")
        .addKeyValue("schedule", schedule.name())
        .addKeyValue("next", FireTimes.local(next.get(), schedule.zone()))
        .addKeyValue("zone", schedule.zone().getId())
        .addKeyValue("next_utc", next.get().truncatedTo(ChronoUnit.SECONDS))
        .log("next audit");
  }
}
