package org.iamaudit.schedule;

import java.time.Instant;
import org.quartz.JobDataMap;

/**
 * What is audited exactly once: a fire time of a schedule, or one account at that time.
 *
 * @param scheduledFor the planned time, to the second, whenever the audit takes place
 * @param account the account if each has an audit of its own; empty string: all of the schedule
 */
public record Period(String schedule, Instant scheduledFor, String account) {
  private static final String SCHEDULE = "schedule";
  private static final String SCHEDULED_FOR = "scheduled-for";
  private static final String ACCOUNT = "account";

  /** What a job carries; see {@link #data}. */
  static Period of(JobDataMap data) {
    return new Period(
        data.getString(SCHEDULE),
        Instant.parse(data.getString(SCHEDULED_FOR)),
        data.getString(ACCOUNT));
  }

  /** As job data: texts alone, so that the job store holds no Java objects. */
  JobDataMap data() {
    JobDataMap data = new JobDataMap();
    data.put(SCHEDULE, schedule);
    data.put(SCHEDULED_FOR, scheduledFor.toString());
    data.put(ACCOUNT, account);
    return data;
  }

  /** What all accounts of the fire time have in common. */
  String occasion() {
    return schedule + "@" + scheduledFor;
  }

  /** For example {@code monthly@2026-12-01T05:00:00Z}. */
  @Override
  public String toString() {
    return occasion() + (account.isEmpty() ? "" : "@" + account);
  }
}
