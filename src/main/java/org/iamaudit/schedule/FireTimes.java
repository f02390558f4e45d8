package org.iamaudit.schedule;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** When a cron expression fires on the clock of a zone. */
final class FireTimes {
  private final CronExpression cron;

  /**
   * Fire times of a Quartz cron expression.
   *
   * @throws ParseException if it is none
   */
  FireTimes(String cron, ZoneId zone) throws ParseException {
    this.cron = new CronExpression(cron);
    this.cron.setTimeZone(TimeZone.getTimeZone(zone));
  }

  /** The first fire time after a moment; empty if there is none any more. */
  Optional<Instant> after(Instant moment) {
    return Optional.ofNullable(cron.getNextValidTimeAfter(Date.from(moment))).map(Date::toInstant);
  }

  /** A moment on a zone's clock, to the second: {@code 2026-12-01T06:00:00+01:00}. */
  static String local(Instant moment, ZoneId zone) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        moment.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
  }
}
