package org.iamaudit.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.config.Schedule;
import org.iamaudit.history.PackageRecord;

/** The audits that schedules plan in a time, blackout days left out. */
public final class PlannedRuns {
  private PlannedRuns() {}

  /**
   * All fire times of schedules that audit.
   *
   * @param from the first moment that counts
   * @param until the first that does not
   */
  public static List<PackageRecord.Period> of(
      List<Schedule> schedules, Instant from, Instant until) {
    List<PackageRecord.Period> planned = new ArrayList<>();
    for (Schedule schedule : schedules) {
      if (schedule.kind() == Schedule.Kind.AUDIT) {
        FireTimes times = FireTimes.of(schedule);
        for (Optional<Instant> next = times.after(from.minusSeconds(1));
            next.isPresent() && next.get().isBefore(until);
            next = times.after(next.get())) {
          planned.add(new PackageRecord.Period(schedule.name(), next.get()));
        }
      }
    }
    return planned;
  }
}
