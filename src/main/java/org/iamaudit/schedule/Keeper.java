package org.iamaudit.schedule;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.iamaudit.arn.AccountId;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.Schedule;
import org.iamaudit.schedule.PeriodPlan.Decision;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the promise that each fire time is audited once or reported as missed.
 *
 * <p>What is due is worked out from the ledger, never from what fired: the fire times after the
 * last one on record, up to now. A trigger that fires is a reason to look, and so is every start
 * and every ten seconds. Hence it does not matter whether a trigger fires late, twice or not at
 * all, on which node, before or after a crash, a step of the clock or the change of daylight
 * saving: who looks next finds what is missing, and the ledger takes each fire time once.
 */
final class Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Keeper.class);

  private static final String PAUSED = "the schedule was paused";
  private static final String NO_ACCOUNT = "none of its accounts is in the configuration";
  private static final String REMOVED = "the schedule was taken out of the configuration";

  private final ScheduleStore schedules;
  private final AuditQueue queue;
  private final PeriodLedger ledger;
  private final PeriodPlanning planning;
  private final AtomicReference<AuditConfig> config;
  private final InstantSource clock;
  private final MonthsInWait months;

  /** Whether the job store holds the schedules of the configuration in force. */
  private boolean inLine;

  /**
   * A keeper of the schedules in the job store.
   *
   * @param config the configuration in force
   */
  Keeper(
      ScheduleStore schedules,
      AuditQueue queue,
      PeriodLedger ledger,
      PeriodPlanning planning,
      AtomicReference<AuditConfig> config,
      InstantSource clock) {
    this.schedules = schedules;
    this.queue = queue;
    this.ledger = ledger;
    this.planning = planning;
    this.config = config;
    this.clock = clock;
    this.months = new MonthsInWait(ledger);
  }

  /** Plans what is due of every schedule, and queues whatever has no result yet. */
  synchronized void keep() throws SchedulerException {
    boolean changing = !inLine;
    if (changing) {
      bringInLine();
    }
    for (StoredSchedule stored : schedules.all().values()) {
      plan(stored, clock.instant());
    }
    queueOpen();
    if (changing) {
      config.get().schedules().forEach(schedule -> NextFireLog.log(schedule, clock.instant()));
    }
  }

  /** As {@link #keep}, of the one schedule that fired. */
  synchronized void fired(String name) throws SchedulerException {
    Optional<StoredSchedule> stored = schedules.find(name);
    if (stored.isPresent()) {
      plan(stored.get(), clock.instant());
      queueOpen();
      NextFireLog.log(stored.get().schedule(), clock.instant());
    }
  }

  /**
   * Brings the job store in line with the configuration in force. Fire times that have passed are
   * settled by the definition that held then; another one holds from now on. If it fails, {@link
   * #keep} tries again.
   */
  synchronized void reconcile() throws SchedulerException {
    inLine = false;
    keep();
  }

  private void bringInLine() throws SchedulerException {
    Instant now = second();
    Map<String, StoredSchedule> stored = schedules.all();
    for (String name : ScheduleStore.differing(stored, config.get().schedules())) {
      Optional<Schedule> wanted =
          config.get().schedules().stream().filter(s -> s.name().equals(name)).findFirst();
      if (stored.containsKey(name)) {
        settle(stored.get(name), wanted.isEmpty() ? Optional.of(REMOVED) : Optional.empty(), now);
      }
      if (wanted.isPresent()) {
        schedules.put(wanted.get(), now);
        log(stored.containsKey(name) ? "schedule.changed" : "schedule.added", name);
      } else {
        planning.abandon(name, REMOVED, now).forEach(decision -> log(name, decision));
        schedules.remove(name);
        log("schedule.removed", name);
      }
    }
    inLine = true;
  }

  /** Fires no more until {@link #resume}; false if there is no such schedule. */
  synchronized boolean pause(String name) throws SchedulerException {
    Optional<StoredSchedule> stored = schedules.find(name);
    if (stored.isPresent() && !schedules.isPaused(name)) {
      plan(stored.get(), clock.instant());
      schedules.pause(name);
      log("schedule.paused", name);
    }
    return stored.isPresent();
  }

  /** Fires again; times that passed meanwhile are on record as missed. */
  synchronized boolean resume(String name) throws SchedulerException {
    Optional<StoredSchedule> stored = schedules.find(name);
    if (stored.isPresent() && schedules.isPaused(name)) {
      settle(stored.get(), Optional.of(PAUSED), clock.instant());
      schedules.resume(name);
      log("schedule.resumed", name);
    }
    return stored.isPresent();
  }

  /**
   * Audits now, or a fire time that was missed or failed.
   *
   * @return the time that the audit is on record for; empty if there is nothing to do for it
   */
  synchronized Optional<Instant> trigger(Schedule schedule, Optional<Instant> missed)
      throws SchedulerException {
    Instant now = second();
    Optional<StoredSchedule> stored = schedules.find(schedule.name());
    if (stored.isPresent()) {
      plan(stored.get(), now); // of a fire time in this very second, the audit is that time's
    }
    List<String> accounts = accounts(schedule);
    boolean planned =
        !accounts.isEmpty()
            && (missed.isPresent()
                ? planning.reopen(schedule.name(), missed.get(), accounts, now)
                : planning.planManual(schedule.name(), now, accounts, now));
    queueOpen();
    return planned ? Optional.of(missed.orElse(now)) : Optional.empty();
  }

  private void plan(StoredSchedule stored, Instant now) throws SchedulerException {
    if (!schedules.isPaused(stored.schedule().name())) {
      settle(stored, Optional.empty(), now);
    }
  }

  /**
   * Decides what is due.
   *
   * @param missed why all of it is missed; empty: by the schedule's choice
   */
  private void settle(StoredSchedule stored, Optional<String> missed, Instant now)
      throws SchedulerException {
    Schedule schedule = stored.schedule();
    List<String> accounts = accounts(schedule);
    Optional<String> why =
        missed.isPresent()
            ? missed
            : schedules.isPaused(schedule.name())
                ? Optional.of(PAUSED)
                : Optional.of(NO_ACCOUNT).filter(reason -> accounts.isEmpty());
    Instant last = ledger.last(schedule.name()).orElse(stored.since());
    Instant after = last.isAfter(stored.since()) ? last : stored.since();
    List<Decision> decisions =
        PeriodPlan.decide(schedule, after, now).stream()
            .map(d -> why.isPresent() ? Decision.miss(d.scheduledFor(), why.get()) : d)
            .toList();
    if (decisions.isEmpty()) {
      return;
    }
    boolean latestOnly = schedule.misfire() == Schedule.Misfire.RUN_ONCE;
    planning
        .plan(schedule.name(), decisions, accounts, latestOnly, now)
        .forEach(decision -> log(schedule.name(), decision));
  }

  private void queueOpen() throws SchedulerException {
    for (Period period : ledger.open(clock.instant())) {
      if (!months.mustWait(period, config.get().schedules(), clock.instant())) {
        queue.add(period);
      }
    }
  }

  /** The accounts that have an audit of their own; an empty string for one audit of all. */
  private List<String> accounts(Schedule schedule) {
    if (schedule.split() == Schedule.Split.NONE) {
      return List.of("");
    }
    AuditConfig inForce = config.get();
    // Those of an organization are listed nowhere but, as the configuration demands, here.
    List<AccountId> known = inForce.takesAnyAccount() ? schedule.accounts() : inForce.listed();
    return known.stream()
        .filter(id -> schedule.accounts().isEmpty() || schedule.accounts().contains(id))
        .map(AccountId::digits)
        .toList();
  }

  private Instant second() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static void log(String event, String name) {
    LOG.atInfo().addKeyValue("event", event).addKeyValue("schedule", name).log("schedule");
  }

  private static void log(String name, Decision decision) {
    Period period = new Period(name, decision.scheduledFor(), "");
    if (decision.missed().isPresent()) {
      Events.of(LOG.atError(), "period.missed", period)
          .addKeyValue("reason", decision.missed().get())
          .log("a fire time is not audited");
    } else {
      Events.of(LOG.atInfo(), "period.planned", period).log("audit planned");
    }
  }
}
