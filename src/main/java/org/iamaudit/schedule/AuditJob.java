package org.iamaudit.schedule;

import java.time.Instant;
import org.iamaudit.config.Schedule;
import org.iamaudit.run.RunException;
import org.iamaudit.run.RunLockedException;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One firing of a schedule.
 *
 * <p>Whatever goes wrong is logged here, since Quartz logs a failed job in passing and goes on. The
 * scheduler then lives on to the next fire time.
 */
@DisallowConcurrentExecution
final class AuditJob implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(AuditJob.class);

  private final ScheduledAudit audit;

  AuditJob(ScheduledAudit audit) {
    this.audit = audit;
  }

  @Override
  public void execute(JobExecutionContext context) throws JobExecutionException {
    Schedule schedule = audit.schedule(context.getJobDetail().getKey().getName());
    Instant fireTime = context.getScheduledFireTime().toInstant();
    try {
      audit.run(schedule, fireTime);
    } catch (RunLockedException e) {
      event(LOG.atError(), "run.refused", schedule, fireTime).log(e.getMessage());
      throw new JobExecutionException(e, false);
    } catch (RunException e) {
      for (String problem : e.problems()) {
        failed(schedule, fireTime).log(problem);
      }
      throw new JobExecutionException(e, false);
    } catch (RuntimeException | Error e) {
      failed(schedule, fireTime).setCause(e).log("the audit failed unexpectedly");
      throw new JobExecutionException(e, false);
    } finally {
      NextFireLog.log(schedule, context.getTrigger());
    }
  }

  private static LoggingEventBuilder failed(Schedule schedule, Instant fireTime) {
    return event(LOG.atError(), "run.finished", schedule, fireTime)
        .addKeyValue("outcome", "failed");
  }

  private static LoggingEventBuilder event(
      LoggingEventBuilder log, String event, Schedule schedule, Instant fireTime) {
    return log.addKeyValue("event", event)
        .addKeyValue("schedule", schedule.name())
        .addKeyValue("fire_time", fireTime);
  }
}
