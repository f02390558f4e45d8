package org.iamaudit.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.Schedule;
import org.iamaudit.run.LogCapture;
import org.iamaudit.schedule.PeriodClaims.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.Scheduler;

/** What those who watch are told, from a real job store and ledger under a clock of ours. */
class DaemonStatusTest {
  private static final Result RESULT =
      new Result(true, "run-1", "audit.xlsx", Map.of(), Optional.empty());

  @TempDir Path directory;

  private final AtomicReference<AuditConfig> config = new AtomicReference<>();
  private final LogCapture log = new LogCapture();
  private Instant now = Instant.parse("2026-12-01T12:00:00Z");
  private StateDatabase database;
  private Scheduler schedules;
  private Scheduler audits;
  private PeriodLedger ledger;
  private PeriodClaims claims;
  private Keeper keeper;

  @BeforeEach
  void start() throws Exception {
    config.set(
        new TestConfig(directory)
            .load("schedules: [{name: daily, cron: \"0 0 6 * * ?\", zone: UTC}]"));
    database = StateDatabase.open(config.get());
    schedules = QuartzSettings.scheduler(database, "schedules", "single");
    audits = QuartzSettings.scheduler(database, "audits", "single");
    ledger = new PeriodLedger(database.dataSource());
    Announcer announcer = new Announcer(config);
    claims = new PeriodClaims(database.dataSource(), announcer);
    keeper =
        new Keeper(
            new ScheduleStore(schedules),
            new AuditQueue(audits),
            ledger,
            new PeriodPlanning(database.dataSource(), announcer),
            config,
            () -> now);
    keeper.reconcile();
  }

  @AfterEach
  void stop() throws Exception {
    schedules.shutdown();
    audits.shutdown();
    database.close();
    log.close();
  }

  private void finish(Period period) {
    claims.claim(period, "me", "here", now);
    claims.finish(period, "me", RESULT, now);
  }

  @Test
  void whatFailedOrWasMissedStaysCountedWhenItIsMadeUpFor() throws Exception {
    now = Instant.parse("2026-12-03T12:00:00Z");
    keeper.keep();
    Period period = new Period("daily", Instant.parse("2026-12-03T06:00:00Z"), "");
    for (int attempt = 0; attempt < 3; attempt++) {
      claims.claim(period, "me", "here", now);
      claims.fail(period, "me", "no \0", now);
    }
    assertThat(ledger.counts())
        .containsEntry(LedgerEntry.State.FAILED, 3L)
        .containsEntry(LedgerEntry.State.MISSED, 1L);
    Schedule daily = config.get().schedules().get(0);
    assertThat(keeper.trigger(daily, Optional.of(period.scheduledFor()))).isPresent();
    Instant missed = Instant.parse("2026-12-02T06:00:00Z");
    assertThat(keeper.trigger(daily, Optional.of(missed))).isPresent();
    finish(period);
    finish(new Period("daily", missed, ""));
    assertThat(ledger.counts())
        .containsExactly(
            Map.entry(LedgerEntry.State.COMPLETE, 2L),
            Map.entry(LedgerEntry.State.FAILED, 3L),
            Map.entry(LedgerEntry.State.MISSED, 1L));
  }

  @Test
  void howLongTheLastResultTookIsKnownWhileTheNextAuditRuns() throws Exception {
    now = Instant.parse("2026-12-02T06:00:00Z");
    keeper.keep();
    Period first = new Period("daily", now, "");
    claims.claim(first, "me", "here", now);
    now = Instant.parse("2026-12-02T06:01:00Z");
    claims.finish(first, "me", RESULT, now);
    now = Instant.parse("2026-12-03T06:00:00Z");
    keeper.keep();
    claims.claim(new Period("daily", now, ""), "me", "here", now);
    ScheduleStatus status =
        DaemonStatus.read(
                new ScheduleStore(schedules),
                ledger,
                new DeliveryTable(database.dataSource()),
                Duration.ofHours(6),
                now)
            .schedules()
            .get(0);
    assertThat(status.took()).contains(Duration.ofMinutes(1));
    assertThat(status.lastStart()).contains(now);
  }
}
