package org.iamaudit.schedule;

import java.util.TimeZone;
import org.iamaudit.config.Schedule;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;

/** Turns a schedule into what Quartz keeps. The name of the job is the name of the schedule. */
final class AuditTriggers {
  private static final String GROUP = "audit";

  private AuditTriggers() {}

  static JobDetail job(Schedule schedule) {
    return JobBuilder.newJob(AuditJob.class).withIdentity(key(schedule)).build();
  }

  static Trigger trigger(Schedule schedule) {
    CronScheduleBuilder cron =
        CronScheduleBuilder.cronSchedule(schedule.cron())
            .inTimeZone(TimeZone.getTimeZone(schedule.zone()));
    return TriggerBuilder.newTrigger()
        .withIdentity(schedule.name(), GROUP)
        .forJob(key(schedule))
        .withSchedule(
            switch (schedule.misfire()) {
              case RUN_ONCE -> cron.withMisfireHandlingInstructionFireAndProceed();
              case SKIP -> cron.withMisfireHandlingInstructionDoNothing();
              case RUN_EACH -> cron.withMisfireHandlingInstructionIgnoreMisfires();
            })
        .build();
  }

  private static JobKey key(Schedule schedule) {
    return JobKey.jobKey(schedule.name(), GROUP);
  }
}
