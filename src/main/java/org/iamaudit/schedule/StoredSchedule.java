package org.iamaudit.schedule;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.iamaudit.arn.AccountId;
import org.iamaudit.config.BlackoutDays;
import org.iamaudit.config.Schedule;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.TriggerKey;

/**
 * A schedule as the job store keeps it: the definition that fire times are settled by until the
 * configuration brings another, and since when it holds.
 *
 * @param since fire times up to here are not its business
 */
record StoredSchedule(Schedule schedule, Instant since) {
  static final String GROUP = "schedule";

  static JobKey jobKey(String name) {
    return JobKey.jobKey(name, GROUP);
  }

  static TriggerKey triggerKey(String name) {
    return TriggerKey.triggerKey(name, GROUP);
  }

  static StoredSchedule of(JobDetail job) {
    JobDataMap data = job.getJobDataMap();
    return new StoredSchedule(
        new Schedule(
            job.getKey().getName(),
            kind(data),
            data.getString("cron"),
            ZoneId.of(data.getString("zone")),
            Schedule.Misfire.valueOf(data.getString("misfire")),
            list(data.getString("except")).stream().map(BlackoutDays::parse).toList(),
            Schedule.Split.valueOf(data.getString("split")),
            list(data.getString("accounts")).stream().map(AccountId::new).toList()),
        Instant.parse(data.getString("since")));
  }

  /** What a store of an earlier version keeps are audits. */
  private static Schedule.Kind kind(JobDataMap data) {
    return data.containsKey("kind")
        ? Schedule.Kind.valueOf(data.getString("kind"))
        : Schedule.Kind.AUDIT;
  }

  private static List<String> list(String text) {
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(","));
  }

  private static String text(List<?> list) {
    return list.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  JobDetail job() {
    JobDataMap data = new JobDataMap();
    data.put("kind", schedule.kind().name());
    data.put("cron", schedule.cron());
    data.put("zone", schedule.zone().getId());
    data.put("misfire", schedule.misfire().name());
    data.put("except", text(schedule.except()));
    data.put("split", schedule.split().name());
    data.put("accounts", text(schedule.accounts().stream().map(AccountId::digits).toList()));
    data.put("since", since.toString());
    return JobBuilder.newJob(ScheduleJob.class)
        .withIdentity(jobKey(schedule.name()))
        .usingJobData(data)
        .storeDurably()
        .build();
  }

  /**
   * Fires once for times that have passed, whatever the schedule's misfire choice: the job then
   * looks at all of them, and decides by that choice.
   */
  Trigger trigger() {
    return TriggerBuilder.newTrigger()
        .withIdentity(triggerKey(schedule.name()))
        .forJob(jobKey(schedule.name()))
        .withSchedule(
            CronScheduleBuilder.cronSchedule(schedule.cron())
                .inTimeZone(TimeZone.getTimeZone(schedule.zone()))
                .withMisfireHandlingInstructionFireAndProceed())
        .build();
  }
}
