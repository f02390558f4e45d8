package org.iamaudit.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A schedule fires: whatever has become due is planned. */
@DisallowConcurrentExecution
final class ScheduleJob implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleJob.class);

  private final Keeper keeper;

  ScheduleJob(Keeper keeper) {
    this.keeper = keeper;
  }

  @Override
  public void execute(JobExecutionContext context) throws JobExecutionException {
    String name = context.getJobDetail().getKey().getName();
    try {
      keeper.fired(name);
    } catch (SchedulerException | RuntimeException e) {
      LOG.atError()
          .addKeyValue("event", "schedule.delayed")
          .addKeyValue("schedule", name)
          .setCause(e)
          .log("a fire time could not be planned; it will be made up for");
      throw new JobExecutionException(e, false);
    }
  }
}
