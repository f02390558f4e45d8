package org.iamaudit.schedule;

import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import org.iamaudit.config.BlackoutDays;
import org.iamaudit.config.Schedule;
import org.quartz.CronExpression;

/** When a cron expression fires on the clock of a zone, but for blackout days. */
final class FireTimes {
  /** Blackout days in a row after which it is taken that a schedule never fires again. */
  private static final int MOST_BLACKOUTS = 10_000;

  private final CronExpression cron;
  private final ZoneId zone;
  private final List<BlackoutDays> except;

  /**
   * Fire times of a Quartz cron expression.
   *
   * @throws ParseException if it is none
   */
  FireTimes(String cron, ZoneId zone, List<BlackoutDays> except) throws ParseException {
    this.cron = new CronExpression(cron);
    this.cron.setTimeZone(TimeZone.getTimeZone(zone));
    this.zone = zone;
    this.except = except;
  }

  /** Of a schedule, whose expression was checked when it was read. */
  static FireTimes of(Schedule schedule) {
    try {
      return new FireTimes(schedule.cron(), schedule.zone(), schedule.except());
    } catch (ParseException e) {
      throw new IllegalArgumentException(
          "schedule `" + schedule.name() + "`: " + e.getMessage(), e);
    }
  }

  /** The first fire time after a moment; empty if there is none any more. */
  Optional<Instant> after(Instant moment) {
    Optional<Instant> next = afterAnyDay(moment);
    for (int i = 0; next.isPresent() && isBlackout(next.get()); i++) {
      next = i < MOST_BLACKOUTS ? afterAnyDay(next.get()) : Optional.empty();
    }
    return next;
  }

  /** As {@link #after}, on blackout days too. */
  Optional<Instant> afterAnyDay(Instant moment) {
    return Optional.ofNullable(cron.getNextValidTimeAfter(Date.from(moment))).map(Date::toInstant);
  }

  /** Whether a fire time is on a day that is left out. */
  boolean isBlackout(Instant time) {
    LocalDate day = time.atZone(zone).toLocalDate();
    return except.stream().anyMatch(days -> days.contains(day));
  }

  /** A moment on a zone's clock, to the second: {@code 2026-12-01T06:00:00+01:00}. */
  static String local(Instant moment, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        moment.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
  }
}
