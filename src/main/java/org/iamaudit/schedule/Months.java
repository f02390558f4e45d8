package org.iamaudit.schedule;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.ConfigException;
import org.iamaudit.config.Schedule;
import org.iamaudit.report.MonthlyReport;
import org.iamaudit.run.MonthlyRollUp;

/** What a configuration says of a month. */
public final class Months {
  private Months() {}

  /** The month that a roll-up at a fire time sums up: the one before, on the schedule's clock. */
  static YearMonth before(Schedule schedule, Instant scheduledFor) {
    return YearMonth.from(scheduledFor.atZone(schedule.zone())).minusMonths(1);
  }

  /**
   * The roll-up of a month.
   *
   * @throws ConfigException with everything that is wrong in the file of waivers
   */
  public static MonthlyRollUp.Request request(AuditConfig config, YearMonth month)
      throws ConfigException {
    Map<AccountId, String> accounts = new LinkedHashMap<>();
    config.listed().forEach(id -> accounts.put(id, ""));
    config.accounts().forEach(account -> accounts.put(account.id(), account.name()));
    Instant start = month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    return new MonthlyRollUp.Request(
        month,
        config.history(),
        config.reports(),
        config.organization(),
        config.classification(),
        accounts,
        config.readWaivers().waivers(),
        PlannedRuns.of(config.schedules(), start, MonthlyReport.end(month)),
        Optional.empty(),
        config.signing());
  }
}
