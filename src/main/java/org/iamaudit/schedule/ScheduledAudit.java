package org.iamaudit.schedule;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.iamaudit.arn.AccountId;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.ConfigException;
import org.iamaudit.config.ConfigProblem;
import org.iamaudit.config.Schedule;
import org.iamaudit.notify.AuditNotices;
import org.iamaudit.report.Occasion.Trigger;
import org.iamaudit.run.AuditOutcome;
import org.iamaudit.run.AuditRequest;
import org.iamaudit.run.Auditor;
import org.iamaudit.run.LoggedAudit;
import org.iamaudit.run.MonthlyRollUp;
import org.iamaudit.run.Progress;
import org.iamaudit.run.RunException;
import org.iamaudit.run.RunLock;
import org.iamaudit.run.RunLockedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit of one period: claimed in the ledger, carried out under the run lock, recorded. */
final class ScheduledAudit {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduledAudit.class);

  /** How long a result waits for a database that is away. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final AtomicReference<AuditConfig> config;
  private final PeriodLedger ledger;
  private final Auditor auditor;
  private final String node;
  private final InstantSource clock;

  /**
   * Audits as configured.
   *
   * @param config the configuration in force
   * @param node the machine, for people
   */
  ScheduledAudit(
      AtomicReference<AuditConfig> config,
      PeriodLedger ledger,
      Auditor auditor,
      String node,
      InstantSource clock) {
    this.config = config;
    this.ledger = ledger;
    this.auditor = new LoggedAudit(auditor, clock);
    this.node = node;
    this.clock = clock;
  }

  /**
   * Audits a period unless it has its result.
   *
   * @throws StateException if the ledger cannot be told; the period then stays open
   */
  void run(Period period) {
    AuditConfig inForce = config.get();
    String owner = node + "/" + UUID.randomUUID();
    if (!ledger.claim(period, owner, node, clock.instant())) {
      return;
    }
    Optional<Schedule> schedule =
        inForce.schedules().stream().filter(s -> s.name().equals(period.schedule())).findFirst();
    if (schedule.isEmpty()) {
      failed(period, owner, List.of("the schedule was taken out of the configuration"));
      return;
    }
    try {
      RunLock lock = RunLock.acquire(inForce.state(), clock.instant());
      try (lock) {
        PeriodLedger.Result result =
            schedule.get().kind() == Schedule.Kind.MONTHLY
                ? rollUp(inForce, schedule.get(), period)
                : result(auditor.run(request(inForce, schedule.get(), period), Progress.none()));
        record(() -> ledger.finish(period, owner, result, clock.instant()), period);
      }
    } catch (RunLockedException e) {
      Events.of(LOG.atWarn(), "run.waiting", period).log(e.getMessage());
      ledger.release(period, owner);
    } catch (ConfigException e) {
      failed(period, owner, e.problems().stream().map(ConfigProblem::toString).toList());
    } catch (RunException e) {
      failed(period, owner, e.problems());
    } catch (StateException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      Events.of(LOG.atError(), "run.finished", period)
          .addKeyValue("outcome", "failed")
          .setCause(e)
          .log("the audit failed unexpectedly");
      record(() -> ledger.fail(period, owner, "unexpected " + e, clock.instant()), period);
    }
  }

  /** Ages count up to the fire time, so that a repeated audit says the same. */
  private AuditRequest request(AuditConfig config, Schedule schedule, Period period)
      throws ConfigException {
    Instant asOf = config.asOf().orElse(period.scheduledFor());
    List<AccountId> accounts =
        period.account().isEmpty() ? schedule.accounts() : List.of(new AccountId(period.account()));
    AuditRequest request = config.request(accounts, Optional.of(asOf));
    return ledger.isManual(period) ? request : request.triggeredBy(trigger(schedule, period));
  }

  private static Trigger trigger(Schedule schedule, Period period) {
    String expression = schedule.cron() + " " + schedule.zone();
    return new Trigger(period.schedule(), expression, period.scheduledFor());
  }

  private PeriodLedger.Result result(AuditOutcome outcome) {
    return new PeriodLedger.Result(
        outcome.result().complete(),
        outcome.result().runId(),
        outcome.workbook().toString(),
        Figures.of(outcome),
        Optional.of(AuditNotices.of(outcome, config.get().http().packagesUrl())));
  }

  /** The month before the fire time, on the schedule's clock. */
  private PeriodLedger.Result rollUp(AuditConfig config, Schedule schedule, Period period)
      throws ConfigException, RunException {
    YearMonth month = YearMonth.from(period.scheduledFor().atZone(schedule.zone())).minusMonths(1);
    MonthlyRollUp.Request request =
        Months.request(config, month).triggeredBy(trigger(schedule, period));
    MonthlyRollUp.Outcome outcome = MonthlyRollUp.write(request, clock.instant());
    Path workbook = outcome.written().workbook();
    Events.of(LOG.atInfo(), "run.finished", period)
        .addKeyValue("outcome", outcome.report().complete() ? "complete" : "partial")
        .addKeyValue("month", month)
        .addKeyValue("file", workbook)
        .log("month summed up");
    return new PeriodLedger.Result(
        outcome.report().complete(),
        workbook.getParent().getFileName().toString(),
        workbook.toString(),
        Figures.of(outcome.report()),
        Optional.empty());
  }

  private void failed(Period period, String owner, List<String> problems) {
    for (String problem : problems) {
      Events.of(LOG.atError(), "run.finished", period)
          .addKeyValue("outcome", "failed")
          .log(problem);
    }
    String reason = String.join("\n", problems);
    record(() -> ledger.fail(period, owner, reason, clock.instant()), period);
  }

  /** A result is worth waiting for a database that is away. */
  private void record(BooleanSupplier entry, Period period) {
    Instant deadline = clock.instant().plus(PATIENCE);
    while (true) {
      try {
        if (!entry.getAsBoolean()) {
          Events.of(LOG.atWarn(), "run.superseded", period)
              .log("another attempt has taken this audit over; its result counts");
        }
        return;
      } catch (StateException e) {
        if (clock.instant().isAfter(deadline)) {
          throw e;
        }
        Events.of(LOG.atWarn(), "ledger.waiting", period).log(e.getMessage());
        pause(e);
      }
    }
  }

  private static void pause(StateException reason) {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw reason;
    }
  }
}
