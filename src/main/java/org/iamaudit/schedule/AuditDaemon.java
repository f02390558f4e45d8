package org.iamaudit.schedule;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.Schedule;
import org.iamaudit.run.Auditor;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Audits whenever a schedule of the configuration fires, until it is stopped. */
public final class AuditDaemon {
  private static final Logger LOG = LoggerFactory.getLogger(AuditDaemon.class);

  private final Scheduler scheduler;

  private AuditDaemon(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /**
   * Starts the schedules of a configuration and logs when each fires first.
   *
   * @throws DaemonException if the scheduler refuses one
   */
  public static AuditDaemon start(AuditConfig config, Auditor auditor, InstantSource clock)
      throws DaemonException {
    try {
      Scheduler scheduler =
          new StdSchedulerFactory(QuartzSettings.inMemory("iamaudit-" + UUID.randomUUID()))
              .getScheduler();
      ScheduledAudit audit = new ScheduledAudit(config, auditor, clock);
      scheduler.setJobFactory((bundle, of) -> new AuditJob(audit));
      for (Schedule schedule : config.schedules()) {
        Trigger trigger = AuditTriggers.trigger(schedule);
        scheduler.scheduleJob(AuditTriggers.job(schedule), trigger);
        NextFireLog.log(schedule, scheduler.getTrigger(trigger.getKey()));
      }
      scheduler.start();
      return new AuditDaemon(scheduler);
    } catch (SchedulerException e) {
      throw new DaemonException("cannot start the scheduler: " + e.getMessage(), e);
    }
  }

  /**
   * Starts no more audits and waits for a running one to end. Called once.
   *
   * @param deadline how long to wait at most
   * @return whether everything has ended; otherwise an audit is still running, and will leave no
   *     package if the process ends now
   */
  public boolean stop(Duration deadline) throws InterruptedException {
    LOG.atInfo()
        .addKeyValue("event", "daemon.stopping")
        .log("stopping; a running audit is awaited");
    Thread waiting = new Thread(this::shutdown, "stop");
    waiting.setDaemon(true);
    waiting.start();
    waiting.join(Math.max(1, deadline.toMillis()));
    boolean ended = !waiting.isAlive();
    if (ended) {
      LOG.atInfo().addKeyValue("event", "daemon.stopped").log("stopped");
    } else {
      LOG.atError()
          .addKeyValue("event", "daemon.aborted")
          .addKeyValue("deadline", deadline)
          .log("an audit is still running after the deadline; it will leave no package");
    }
    return ended;
  }

  private void shutdown() {
    try {
      scheduler.shutdown(true);
    } catch (SchedulerException e) {
      LOG.error("the scheduler did not stop cleanly", e);
    }
  }
}
