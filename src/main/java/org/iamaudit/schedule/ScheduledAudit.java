package org.iamaudit.schedule;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.iamaudit.arn.AccountId;
import org.iamaudit.collect.CallListener;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.ConfigException;
import org.iamaudit.config.ConfigProblem;
import org.iamaudit.config.Schedule;
import org.iamaudit.notify.AuditNotices;
import org.iamaudit.notify.MonthNotices;
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
import org.iamaudit.schedule.Attempt.SupersededException;
import org.iamaudit.schedule.PeriodClaims.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The audit of one period: claimed in the ledger, carried out under the run lock, recorded. */
final class ScheduledAudit {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduledAudit.class);

  /** SQLSTATE of broken connections, and of a PostgreSQL that shuts down or starts. */
  private static final Pattern AWAY = Pattern.compile("08...|57P0[123]|25P03");

  private final AtomicReference<AuditConfig> config;
  private final PeriodLedger ledger;
  private final PeriodClaims claims;
  private final Auditor auditor;
  private final CallListener awsCalls;
  private final String node;
  private final InstantSource clock;
  private final CountDownLatch ending;

  /**
   * Audits as configured.
   *
   * @param config the configuration in force
   * @param awsCalls is told of each call to AWS
   * @param node the machine, for people
   * @param ending open until the daemon stops
   */
  ScheduledAudit(
      AtomicReference<AuditConfig> config,
      PeriodLedger ledger,
      PeriodClaims claims,
      Auditor auditor,
      CallListener awsCalls,
      String node,
      InstantSource clock,
      CountDownLatch ending) {
    this.config = config;
    this.ledger = ledger;
    this.claims = claims;
    this.auditor = new LoggedAudit(auditor, clock);
    this.awsCalls = awsCalls;
    this.node = node;
    this.clock = clock;
    this.ending = ending;
  }

  /**
   * Audits a period unless it has its result, or another attempt works on it.
   *
   * @throws StateException if the ledger cannot be told; the period then stays open
   */
  void run(Period period) {
    Optional<Attempt> begun = Attempt.begin(claims, period, node, clock, ending);
    if (begun.isPresent()) {
      try (Attempt attempt = begun.get()) {
        run(attempt);
      } catch (SupersededException e) {
        Events.of(LOG.atWarn(), "run.superseded", period).log(e.getMessage());
      }
    }
  }

  private void run(Attempt attempt) {
    AuditConfig inForce = config.get();
    Period period = attempt.period();
    Optional<Schedule> schedule =
        inForce.schedules().stream().filter(s -> s.name().equals(period.schedule())).findFirst();
    if (schedule.isEmpty()) {
      failed(attempt, List.of("the schedule was taken out of the configuration"));
      return;
    }
    try {
      RunLock lock = RunLock.acquire(inForce.state(), clock.instant());
      try (lock) {
        switch (schedule.get().kind()) {
          case MONTHLY -> rollUp(inForce, schedule.get(), attempt);
          case AUDIT -> audit(inForce, schedule.get(), attempt);
        }
      }
    } catch (RunLockedException e) {
      Events.of(LOG.atWarn(), "run.waiting", period).log(e.getMessage());
      attempt.putOff();
    } catch (ConfigException e) {
      failed(attempt, e.problems().stream().map(ConfigProblem::toString).toList());
    } catch (RunException e) {
      if (isDatabaseAway(e)) {
        Events.of(LOG.atWarn(), "run.interrupted", period).log(e.getMessage());
        attempt.putOff();
      } else {
        failed(attempt, e.problems());
      }
    } catch (StateException | SupersededException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      Events.of(LOG.atError(), "run.finished", period)
          .addKeyValue("outcome", "failed")
          .setCause(e)
          .log("the audit failed unexpectedly");
      attempt.fail("unexpected " + e);
    }
  }

  /** The history may lie in the same database: what cannot reach it has not failed by itself. */
  private static boolean isDatabaseAway(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException e
          && AWAY.matcher(String.valueOf(e.getSQLState())).matches()) {
        return true;
      }
    }
    return false;
  }

  private void audit(AuditConfig inForce, Schedule schedule, Attempt attempt)
      throws ConfigException, RunException {
    Period period = attempt.period();
    AuditRequest request =
        request(inForce, schedule, period)
            .attempt(
                ledger.isManual(period) ? Optional.empty() : Optional.of(trigger(schedule, period)),
                period.occasion(),
                ConfigCopies.of(inForce),
                awsCalls,
                (made, move) -> attempt.release(move, () -> result(inForce, made)));
    AuditOutcome outcome = auditor.run(request, Progress.none());
    attempt.finish(result(inForce, outcome));
  }

  /** Ages count up to the fire time, so that a repeated audit says the same. */
  private AuditRequest request(AuditConfig inForce, Schedule schedule, Period period)
      throws ConfigException {
    Instant asOf = inForce.asOf().orElse(period.scheduledFor());
    List<AccountId> accounts =
        period.account().isEmpty() ? schedule.accounts() : List.of(new AccountId(period.account()));
    return inForce.request(accounts, Optional.of(asOf));
  }

  private static Trigger trigger(Schedule schedule, Period period) {
    String expression = schedule.cron() + " " + schedule.zone();
    return new Trigger(period.schedule(), expression, period.scheduledFor());
  }

  private static Result result(AuditConfig inForce, AuditOutcome outcome) {
    return new Result(
        outcome.result().complete(),
        outcome.result().runId(),
        outcome.workbook().toString(),
        Figures.of(outcome),
        Optional.of(AuditNotices.of(outcome, inForce.http().packagesUrl())));
  }

  /** The month before the fire time, on the schedule's clock. */
  private void rollUp(AuditConfig inForce, Schedule schedule, Attempt attempt)
      throws ConfigException, RunException {
    Period period = attempt.period();
    YearMonth month = Months.before(schedule, period.scheduledFor());
    MonthlyRollUp.Outcome outcome =
        MonthlyRollUp.write(
            Months.request(inForce, month).triggeredBy(trigger(schedule, period)),
            clock.instant(),
            (made, move) -> attempt.release(move, () -> result(inForce, made)));
    attempt.finish(result(inForce, outcome));
    Events.of(LOG.atInfo(), "run.finished", period)
        .addKeyValue("outcome", outcome.report().complete() ? "complete" : "partial")
        .addKeyValue("month", month)
        .addKeyValue("file", outcome.written().workbook())
        .log("month summed up");
  }

  private static Result result(AuditConfig inForce, MonthlyRollUp.Outcome outcome) {
    Path workbook = outcome.written().workbook();
    return new Result(
        outcome.report().complete(),
        outcome.written().folder().getFileName().toString(),
        workbook.toString(),
        Figures.of(outcome.report()),
        Optional.of(MonthNotices.of(outcome, inForce.http().packagesUrl())));
  }

  private static void failed(Attempt attempt, List<String> problems) {
    for (String problem : problems) {
      Events.of(LOG.atError(), "run.finished", attempt.period())
          .addKeyValue("outcome", "failed")
          .log(problem);
    }
    attempt.fail(String.join("\n", problems));
  }
}
