package org.iamaudit.schedule;

import java.text.ParseException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.iamaudit.config.CronCheck;
import org.iamaudit.policy.Quoted;

/**
 * Checks cron expressions with Quartz, which will read them. Quartz itself accepts an expression
 * that never fires (30 February); here it is a mistake.
 */
public final class ScheduleCheck implements CronCheck {
  private static final int FEWEST_FIELDS = 6;
  private static final int MOST_FIELDS = 7;
  private static final String SHAPE =
      "; expected second, minute, hour, day of month, month, day of week and maybe year, with `?` in"
          + " one of the day fields, such as `0 0 6 1 * ?`";

  private final InstantSource clock;

  /**
   * A check.
   *
   * @param clock says from when on an expression must fire
   */
  public ScheduleCheck(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Optional<String> problem(String cron, ZoneId zone) {
    int fields = cron.strip().split("\\s+").length;
    if (fields < FEWEST_FIELDS || fields > MOST_FIELDS) {
      return Optional.of(Quoted.of(cron) + " has " + fields + " fields" + SHAPE);
    }
    try {
      return new FireTimes(cron, zone, List.of()).after(clock.instant()).isPresent()
          ? Optional.empty()
          : Optional.of(Quoted.of(cron) + " never fires from now on; check day, month and year");
    } catch (ParseException | RuntimeException e) {
      // Quartz lets some index and number errors of its parser through.
      return Optional.of(Quoted.of(cron) + " is not a Quartz cron expression: " + said(e) + SHAPE);
    }
  }

  private static String said(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
  }
}
