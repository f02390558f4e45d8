package org.iamaudit.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.Schedule;
import org.iamaudit.report.Occasion.Trigger;
import org.iamaudit.run.AuditRequest;
import org.iamaudit.run.Auditor;
import org.iamaudit.run.LoggedAudit;
import org.iamaudit.run.Progress;
import org.iamaudit.run.RunException;
import org.iamaudit.run.RunLock;
import org.iamaudit.run.RunLockedException;

/** What happens when a schedule fires: one audit of its accounts, under the run lock. */
final class ScheduledAudit {
  private final AuditConfig config;
  private final Auditor auditor;
  private final InstantSource clock;

  ScheduledAudit(AuditConfig config, Auditor auditor, InstantSource clock) {
    this.config = config;
    this.auditor = new LoggedAudit(auditor, clock);
    this.clock = clock;
  }

  /** The schedule of that name. */
  Schedule schedule(String name) {
    return config.schedules().stream()
        .filter(schedule -> schedule.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no schedule `" + name + "` is configured"));
  }

  /**
   * Audits.
   *
   * @param fireTime what the audit counts ages to, to the second, unless the configuration fixes it
   */
  void run(Schedule schedule, Instant fireTime) throws RunLockedException, RunException {
    Instant asOf = config.asOf().orElse(fireTime.truncatedTo(ChronoUnit.SECONDS));
    AuditRequest request =
        config
            .request(schedule.accounts(), Optional.of(asOf))
            .triggeredBy(
                new Trigger(schedule.name(), schedule.cron() + " " + schedule.zone(), fireTime));
    RunLock lock = RunLock.acquire(config.state(), clock.instant());
    try (lock) {
      auditor.run(request, Progress.none());
    }
  }
}
