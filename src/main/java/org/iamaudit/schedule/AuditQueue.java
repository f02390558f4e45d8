package org.iamaudit.schedule;

import java.time.Instant;
import java.util.Date;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;

/**
 * The queue of audits: a job for each period that waits or works, on any node. A job whose node
 * died is taken up by another, or by the same after its restart.
 */
final class AuditQueue {
  private static final String GROUP = "audit";

  private final Scheduler scheduler;

  AuditQueue(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** Puts a period into the queue; false if it waits or works there already. */
  boolean add(Period period) throws SchedulerException {
    JobKey key = JobKey.jobKey(period.toString(), GROUP);
    if (scheduler.checkExists(key)) {
      return false;
    }
    JobDetail job =
        JobBuilder.newJob(AuditJob.class)
            .withIdentity(key)
            .usingJobData(period.data())
            .requestRecovery()
            .build();
    // The order of the queue is that of fire times, and stays so however long something waits.
    Instant now = Instant.now(); // Quartz has no other clock
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .withIdentity(period.toString(), GROUP)
            .startAt(Date.from(period.scheduledFor().isBefore(now) ? period.scheduledFor() : now))
            .withSchedule(
                SimpleScheduleBuilder.simpleSchedule()
                    .withMisfireHandlingInstructionIgnoreMisfires())
            .build();
    try {
      scheduler.scheduleJob(job, trigger);
      return true;
    } catch (ObjectAlreadyExistsException e) {
      return false; // another node was faster
    }
  }
}
