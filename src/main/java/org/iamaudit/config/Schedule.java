package org.iamaudit.config;

import java.time.ZoneId;
import java.util.List;
import org.iamaudit.arn.AccountId;

/**
 * When which accounts are audited.
 *
 * @param kind what happens
 * @param cron a Quartz cron expression, read in {@code zone}
 * @param except days on which it does not fire, in {@code zone}
 * @param accounts what is audited, all configured; empty: every account
 */
public record Schedule(
    String name,
    Kind kind,
    String cron,
    ZoneId zone,
    Misfire misfire,
    List<BlackoutDays> except,
    Split split,
    List<AccountId> accounts) {

  public Schedule {
    except = List.copyOf(except);
    accounts = List.copyOf(accounts);
  }

  /** What a schedule does. */
  public enum Kind {
    /** Audits its accounts. */
    AUDIT,
    /** Sums up the calendar month before its fire time, over all accounts. */
    MONTHLY
  }

  /** How the accounts of a schedule become evidence packages. */
  public enum Split {
    /** One audit and one package of all. */
    NONE,
    /** An audit and a package of each, which the nodes of a cluster share among them. */
    ACCOUNT
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
