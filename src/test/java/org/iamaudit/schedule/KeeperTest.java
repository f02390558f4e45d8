package org.iamaudit.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.config.Schedule;
import org.iamaudit.run.LogCapture;
import org.iamaudit.schedule.PeriodClaims.Result;
import org.junit.jupiter.api.Test;
import org.quartz.SchedulerException;

/** What becomes of each fire time. */
class KeeperTest extends KeeperFixture {
  @Test
  void aNewScheduleLooksForwardOnly() throws Exception {
    keeper.keep();
    assertThat(ledger()).isEmpty();
  }

  @Test
  void aFireTimeIsPlannedOnceHoweverOftenItFires() throws Exception {
    at("2026-12-02T06:00:00Z");
    keeper.fired("daily");
    keeper.fired("daily");
    keeper.keep();
    keeper().keep();
    assertThat(ledger()).containsExactly("2026-12-02T06:00:00Z PLANNED");
    assertThat(queue()).containsExactly("daily@2026-12-02T06:00:00Z");
  }

  @Test
  void downtimeIsMadeUpForByTheLatest() throws Exception {
    at("2026-12-04T09:30:00Z");
    keeper.keep();
    assertThat(ledger())
        .containsExactly(
            "2026-12-02T06:00:00Z MISSED",
            "2026-12-03T06:00:00Z MISSED",
            "2026-12-04T06:00:00Z PLANNED");
    assertThat(LogCapture.value(log.await("period.missed"), "reason").orElseThrow())
        .isEqualTo("not audited in time; made up for by the audit of 2026-12-04T06:00:00Z");
  }

  @Test
  void whatWaitsTooLongGivesWayToTheNext() throws Exception {
    at("2026-12-02T06:00:00Z");
    keeper.fired("daily");
    at("2026-12-03T06:00:00Z");
    keeper.fired("daily");
    assertThat(ledger())
        .containsExactly("2026-12-02T06:00:00Z MISSED", "2026-12-03T06:00:00Z PLANNED");
    assertThat(loggedAsMissed()).containsExactly("2026-12-02T06:00:00Z");
  }

  @Test
  void aClockThatIsSetBackRepeatsNothing() throws Exception {
    at("2026-12-03T06:00:00Z");
    keeper.fired("daily");
    at("2026-12-02T05:00:00Z");
    keeper.keep();
    at("2026-12-03T06:00:00Z");
    keeper.fired("daily");
    assertThat(ledger())
        .containsExactly("2026-12-02T06:00:00Z MISSED", "2026-12-03T06:00:00Z PLANNED");
  }

  @Test
  void aChangedScheduleSettlesWhatWasDueByTheOldOne() throws Exception {
    at("2026-12-02T09:00:00Z");
    config.set(new TestConfig(directory).load(DAILY.formatted("skip").replace("0 0 6", "0 0 8")));
    keeper.reconcile();
    assertThat(ledger()).as("by the old one").containsExactly("2026-12-02T06:00:00Z PLANNED");
    at("2026-12-03T08:00:00Z");
    keeper.fired("daily");
    assertThat(ledger())
        .containsExactly("2026-12-02T06:00:00Z PLANNED", "2026-12-03T08:00:00Z PLANNED");
  }

  @Test
  void aScheduleThatIsTakenOutLeavesItsMissedTimes() throws Exception {
    at("2026-12-02T06:00:00Z");
    keeper.fired("daily");
    at("2026-12-03T09:00:00Z");
    config.set(new TestConfig(directory).load("schedules: []"));
    keeper.reconcile();
    assertThat(ledger())
        .containsExactly("2026-12-02T06:00:00Z MISSED", "2026-12-03T06:00:00Z MISSED");
    assertThat(new ScheduleStore(schedules).all()).isEmpty();
    assertThat(loggedAsMissed())
        .containsExactlyInAnyOrder("2026-12-02T06:00:00Z", "2026-12-03T06:00:00Z");
  }

  @Test
  void timesOfAPauseAreMissed() throws Exception {
    assertThat(keeper.pause("daily")).isTrue();
    at("2026-12-03T09:00:00Z");
    keeper.keep();
    keeper().reconcile();
    assertThat(ledger()).isEmpty();
    assertThat(keeper.resume("daily")).isTrue();
    at("2026-12-04T06:00:00Z");
    keeper.fired("daily");
    assertThat(ledger())
        .containsExactly(
            "2026-12-02T06:00:00Z MISSED",
            "2026-12-03T06:00:00Z MISSED",
            "2026-12-04T06:00:00Z PLANNED");
    assertThat(keeper.pause("weekly")).isFalse();
  }

  @Test
  void aManualAuditTakesThePlaceOfNoFireTime() throws Exception {
    at("2026-12-02T07:00:00Z");
    Schedule daily = config.get().schedules().get(0);
    assertThat(keeper.trigger(daily, Optional.empty())).contains(now);
    keeper.keep();
    assertThat(ledger())
        .containsExactly("2026-12-02T06:00:00Z PLANNED", "2026-12-02T07:00:00Z PLANNED");
    assertThat(ledger.isManual(new Period("daily", now, ""))).isTrue();
  }

  /** The primary key has room for one of them: a row by hand there would stop the schedule. */
  @Test
  void aManualAuditInTheSecondOfAFireTimeIsThatOfTheFireTime() throws Exception {
    at("2026-12-02T06:00:00Z");
    Schedule daily = config.get().schedules().get(0);
    assertThat(keeper.trigger(daily, Optional.empty())).isEmpty();
    assertThat(ledger()).containsExactly("2026-12-02T06:00:00Z PLANNED");
    assertThat(ledger.isManual(new Period("daily", now, ""))).isFalse();
    assertThat(queue()).containsExactly("daily@2026-12-02T06:00:00Z");
    at("2026-12-03T06:00:00Z");
    keeper.fired("daily");
    assertThat(ledger())
        .containsExactly("2026-12-02T06:00:00Z MISSED", "2026-12-03T06:00:00Z PLANNED");
  }

  @Test
  void aManualAuditInTheSecondOfAFireTimeOfAPauseIsNotMissed() throws Exception {
    keeper.pause("daily");
    at("2026-12-02T06:00:00Z");
    assertThat(keeper.trigger(config.get().schedules().get(0), Optional.empty())).contains(now);
    finish(new Period("daily", now, ""));
    at("2026-12-03T09:00:00Z");
    keeper.resume("daily");
    assertThat(ledger())
        .containsExactly("2026-12-02T06:00:00Z COMPLETE", "2026-12-03T06:00:00Z MISSED");
    assertThat(loggedAsMissed()).containsExactly("2026-12-03T06:00:00Z");
  }

  @Test
  void whatWasMissedOrFailedCanBeAuditedLater() throws Exception {
    Schedule daily = config.get().schedules().get(0);
    at("2026-12-03T06:00:00Z");
    keeper.fired("daily");
    Instant missed = Instant.parse("2026-12-02T06:00:00Z");
    assertThat(keeper.trigger(daily, Optional.of(missed))).contains(missed);
    Period failed = new Period("daily", now, "");
    assertThat(claims.claim(failed, "me", "here", now)).isTrue();
    assertThat(claims.fail(failed, "me", "broken", now)).isTrue();
    assertThat(keeper.trigger(daily, Optional.of(now))).contains(now);
    assertThat(ledger())
        .containsExactly("2026-12-02T06:00:00Z PLANNED", "2026-12-03T06:00:00Z PLANNED");
    finish(failed);
    assertThat(keeper.trigger(daily, Optional.of(now))).as("has its result").isEmpty();
    assertThat(keeper.trigger(daily, Optional.of(Instant.EPOCH))).as("no fire time").isEmpty();
  }

  @Test
  void aFailureIsTriedAgainTwiceAndThenLeft() throws Exception {
    at("2026-12-02T06:00:00Z");
    keeper.fired("daily");
    Period period = new Period("daily", now, "");
    for (int attempt = 1; attempt <= PeriodLedger.MOST_ATTEMPTS; attempt++) {
      assertThat(ledger.open(now)).as("attempt " + attempt).containsExactly(period);
      claims.claim(period, "me", "here", now);
      claims.fail(period, "me", "broken", now);
      assertThat(ledger.open(now)).isEmpty();
      now = now.plus(PeriodLedger.RETRY_AFTER);
    }
    assertThat(ledger.open(now)).isEmpty();
  }

  @Test
  void onlyTheLatestAttemptHasAResult() throws Exception {
    at("2026-12-02T06:00:00Z");
    keeper.fired("daily");
    Period period = new Period("daily", now, "");
    assertThat(claims.claim(period, "first", "here", now)).isTrue();
    assertThat(claims.claim(period, "second", "there", now)).as("the first lives").isFalse();
    claims.endAll();
    assertThat(claims.claim(period, "second", "there", now)).as("taken over").isTrue();
    assertThat(claims.renew(period, "first")).isFalse();
    assertThat(claims.renew(period, "second")).isTrue();
    Result result =
        new Result(true, "run-1", "audit.xlsx", Map.of("gaps", 0L), Optional.of(NOTICE));
    assertThat(claims.finish(period, "first", result, now)).isFalse();
    assertThat(claims.finish(period, "second", result, now)).isTrue();
    assertThat(claims.finish(period, "second", result, now)).isFalse();
    assertThat(claims.claim(period, "third", "here", now)).isFalse();
    assertThat(ledger.figures(period)).containsExactly(Map.entry("gaps", 0L));
  }

  @Test
  void aChangeThatTheStoreCouldNotTakeIsMadeUpFor() throws Exception {
    config.set(new TestConfig(directory).load(DAILY.formatted("run-once").replace("6 *", "9 *")));
    execute("ALTER TABLE qrtz_job_details RENAME TO away");
    assertThatThrownBy(keeper::reconcile).isInstanceOf(SchedulerException.class);
    execute("ALTER TABLE away RENAME TO qrtz_job_details");
    keeper.keep();
    at("2026-12-02T09:00:00Z");
    keeper.keep();
    assertThat(ledger()).containsExactly("2026-12-02T09:00:00Z PLANNED");
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
