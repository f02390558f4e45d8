package org.iamaudit.schedule;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.notify.Notice;
import org.iamaudit.run.LogCapture;
import org.iamaudit.schedule.PeriodClaims.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.Scheduler;

/** A real job store and ledger under a clock of ours; nothing fires but what the tests let. */
abstract class KeeperFixture {
  static final String DAILY =
      "schedules: [{name: daily, cron: \"0 0 6 * * ?\", zone: UTC, misfire: %s}]";

  @TempDir Path directory;

  static final Notice.Outcome NOTICE = new Notice.Failed(List.of());

  final AtomicReference<AuditConfig> config = new AtomicReference<>();
  final LogCapture log = new LogCapture();
  Instant now = Instant.parse("2026-12-01T12:00:00Z");
  StateDatabase database;
  Scheduler schedules;
  Scheduler audits;
  PeriodLedger ledger;
  PeriodClaims claims;
  Keeper keeper;

  @BeforeEach
  void start() throws Exception {
    config.set(new TestConfig(directory).load(DAILY.formatted("run-once")));
    database = StateDatabase.open(config.get());
    schedules = QuartzSettings.scheduler(database, "schedules", "single");
    audits = QuartzSettings.scheduler(database, "audits", "single");
    ledger = new PeriodLedger(database.dataSource());
    claims = new PeriodClaims(database.dataSource(), new Announcer(config));
    keeper = keeper();
    keeper.reconcile();
  }

  List<String> loggedAsMissed() {
    return log.rest().stream()
        .filter(event -> LogCapture.value(event, "event").equals(Optional.of("period.missed")))
        .map(event -> LogCapture.value(event, "scheduled_for").orElseThrow())
        .toList();
  }

  Keeper keeper() {
    return new Keeper(
        new ScheduleStore(schedules),
        new AuditQueue(audits),
        ledger,
        new PeriodPlanning(database.dataSource(), new Announcer(config)),
        config,
        () -> now);
  }

  @AfterEach
  void stop() throws Exception {
    schedules.shutdown();
    audits.shutdown();
    database.close();
    log.close();
  }

  void finish(Period period) {
    claims.claim(period, "me", "here", now);
    claims.finish(
        period, "me", new Result(true, "run-1", "audit.xlsx", Map.of(), Optional.of(NOTICE)), now);
  }

  void at(String moment) {
    now = Instant.parse(moment);
  }

  List<String> ledger() {
    return ledger.since("daily", Instant.EPOCH).stream()
        .map(entry -> entry.period().scheduledFor() + " " + entry.state())
        .toList();
  }

  List<String> queue() throws Exception {
    return audits.getJobKeys(org.quartz.impl.matchers.GroupMatcher.anyJobGroup()).stream()
        .map(org.quartz.JobKey::getName)
        .collect(Collectors.toList());
  }
}
