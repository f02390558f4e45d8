package org.iamaudit.config;

import java.time.ZoneId;
import java.util.List;
import org.iamaudit.arn.AccountId;

/**
 * When which accounts are audited.
 *
 * @param cron a Quartz cron expression, read in {@code zone}
 * @param accounts what is audited, all configured; empty: every account
 */
public record Schedule(
    String name, String cron, ZoneId zone, Misfire misfire, List<AccountId> accounts) {

  public Schedule {
    accounts = List.copyOf(accounts);
  }

  /** What happens to fire times that passed while the daemon was down or busy. */
  public enum Misfire {
    /** One run makes up for all of them. */
    RUN_ONCE,
    /** They are dropped; the next run is at the next fire time. */
    SKIP,
    /** One run for each of them. */
    RUN_EACH
  }
}
