package org.iamaudit.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One audit out of the queue. The period travels with the job; the clock has no say. */
@DisallowConcurrentExecution
final class AuditJob implements Job {
  private static final Logger LOG = LoggerFactory.getLogger(AuditJob.class);

  private final ScheduledAudit audit;

  AuditJob(ScheduledAudit audit) {
    this.audit = audit;
  }

  @Override
  public void execute(JobExecutionContext context) throws JobExecutionException {
    Period period = Period.of(context.getMergedJobDataMap());
    try {
      audit.run(period);
    } catch (RuntimeException | Error e) {
      // The ledger could not be told; Quartz would log this in passing and go on. What is left is a
      // period without a result, which the keeper puts into the queue again.
      Events.of(LOG.atError(), "run.interrupted", period)
          .setCause(e)
          .log("the audit has ended without a result; it will be repeated");
      throw new JobExecutionException(e, false);
    }
  }
}
