package org.iamaudit.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.config.AuditConfig;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;

/**
 * How the daemon stands, as the job store and the ledger have it, so that it outlives a restart and
 * is the same on every node.
 *
 * @param schedules by name
 * @param latest the newest entries, newest fire time first
 * @param counts as {@link PeriodLedger#counts} has them
 * @param delivery of packages to the bucket
 */
public record DaemonStatus(
    Instant now,
    List<ScheduleStatus> schedules,
    List<LedgerEntry> latest,
    Map<LedgerEntry.State, Long> counts,
    DeliveryTable.Standing delivery) {
  private static final int LATEST = 50;
  private static final int RESULTS = 12;

  public DaemonStatus {
    schedules = List.copyOf(schedules);
    latest = List.copyOf(latest);
  }

  /**
   * Reads it.
   *
   * @param grace how long after a fire time its result may be absent
   * @throws StateException if the database is away
   */
  static DaemonStatus read(
      ScheduleStore store, PeriodLedger ledger, DeliveryTable packages, Duration grace, Instant now)
      throws SchedulerException {
    List<ScheduleStatus> schedules = new ArrayList<>();
    for (StoredSchedule stored : store.all().values()) {
      schedules.add(status(stored, store, ledger, grace, now));
    }
    return new DaemonStatus(
        now, schedules, ledger.latest(LATEST), ledger.counts(), packages.standing());
  }

  /**
   * Reads it from the database of a daemon that does not run.
   *
   * @return in the form of {@code daemon status}
   * @throws DaemonException if the database cannot be opened
   */
  public static String stored(AuditConfig config, InstantSource machine) throws DaemonException {
    try (StateDatabase database = StateDatabase.open(config)) {
      Scheduler reading = QuartzSettings.scheduler(database, "schedules", "reader");
      try {
        return Control.text(
            read(
                new ScheduleStore(reading),
                new PeriodLedger(database.dataSource()),
                new DeliveryTable(database.dataSource()),
                config.http().freshnessGrace(),
                machine.instant()));
      } finally {
        reading.shutdown();
      }
    } catch (SchedulerException e) {
      throw new DaemonException("cannot read the schedules: " + e.getMessage(), e);
    }
  }

  private static Duration took(LedgerEntry done) {
    return Duration.between(done.started().orElseThrow(), done.finished().orElseThrow());
  }

  private static ScheduleStatus status(
      StoredSchedule stored, ScheduleStore store, PeriodLedger ledger, Duration grace, Instant now)
      throws SchedulerException {
    String name = stored.schedule().name();
    FireTimes times = FireTimes.of(stored.schedule());
    boolean paused = store.isPaused(name);
    Optional<Instant> result = ledger.lastResult(name);
    Instant from = result.filter(r -> r.isAfter(stored.since())).orElse(stored.since());
    Optional<Instant> last = ledger.last(name);
    return new ScheduleStatus(
        stored.schedule(),
        paused,
        paused ? Optional.empty() : times.after(now),
        last.map(time -> ledger.at(name, time)).orElse(List.of()),
        ledger.lastStart(name),
        result,
        result.flatMap(
            time ->
                ledger.at(name, time).stream().map(DaemonStatus::took).max(Duration::compareTo)),
        times.after(from).filter(due -> due.plus(grace).isBefore(now)),
        ledger.results(name, RESULTS));
  }
}
