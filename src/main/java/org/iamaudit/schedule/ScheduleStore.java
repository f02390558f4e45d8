package org.iamaudit.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.iamaudit.config.Schedule;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger.TriggerState;
import org.quartz.impl.matchers.GroupMatcher;

/** The schedules that the job store keeps, which outlive the process. */
final class ScheduleStore {
  private final Scheduler scheduler;

  ScheduleStore(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  /** All of them, by name. */
  Map<String, StoredSchedule> all() throws SchedulerException {
    Map<String, StoredSchedule> stored = new TreeMap<>();
    for (JobKey key : scheduler.getJobKeys(GroupMatcher.jobGroupEquals(StoredSchedule.GROUP))) {
      find(key.getName()).ifPresent(s -> stored.put(key.getName(), s));
    }
    return stored;
  }

  Optional<StoredSchedule> find(String name) throws SchedulerException {
    JobDetail job = scheduler.getJobDetail(StoredSchedule.jobKey(name));
    return Optional.ofNullable(job).map(StoredSchedule::of);
  }

  /** Keeps a schedule from a moment on, in place of one of that name; a pause lasts. */
  void put(Schedule schedule, Instant since) throws SchedulerException {
    boolean paused = isPaused(schedule.name());
    StoredSchedule stored = new StoredSchedule(schedule, since);
    scheduler.scheduleJob(stored.job(), Set.of(stored.trigger()), true);
    if (paused) {
      pause(schedule.name());
    }
  }

  void remove(String name) throws SchedulerException {
    scheduler.deleteJob(StoredSchedule.jobKey(name));
  }

  boolean isPaused(String name) throws SchedulerException {
    return scheduler.getTriggerState(StoredSchedule.triggerKey(name)) == TriggerState.PAUSED;
  }

  void pause(String name) throws SchedulerException {
    scheduler.pauseTrigger(StoredSchedule.triggerKey(name));
  }

  void resume(String name) throws SchedulerException {
    scheduler.resumeTrigger(StoredSchedule.triggerKey(name));
  }

  /** Names of those that changed or went, of what is kept, and of those that are not kept yet. */
  static List<String> differing(Map<String, StoredSchedule> stored, List<Schedule> configured) {
    List<String> names = new ArrayList<>(stored.keySet());
    configured.stream()
        .map(Schedule::name)
        .filter(name -> !stored.containsKey(name))
        .forEach(names::add);
    names.removeIf(
        name ->
            configured.stream()
                .anyMatch(
                    schedule ->
                        stored.containsKey(name) && schedule.equals(stored.get(name).schedule())));
    return names;
  }
}
