package org.iamaudit.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.notify.Notice;
import org.iamaudit.notify.Notice.AllAccounts;
import org.iamaudit.notify.Notice.Failed;
import org.iamaudit.notify.Notice.Missed;
import org.iamaudit.notify.Notification;
import org.iamaudit.notify.Outbox.Taken;
import org.iamaudit.schedule.PeriodClaims.Result;
import org.iamaudit.schedule.PeriodPlan.Decision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger records is in the outbox, once, and outlives the process. */
class NotificationTableTest {
  private static final Instant FIRE_TIME = Instant.parse("2026-11-01T05:00:00Z");
  private static final Period PERIOD = new Period("monthly", FIRE_TIME, "");
  private static final String CHANNELS =
      """
      schedules: []
      notify:
        channels:
          - {name: all, type: slack, url-file: iamaudit.yml}
          - {name: failures, type: teams, url-file: iamaudit.yml, events: [failed]}
      """;

  @TempDir Path directory;

  private final AtomicReference<AuditConfig> config = new AtomicReference<>();
  private StateDatabase database;
  private PeriodPlanning planning;
  private PeriodClaims claims;
  private NotificationTable outbox;
  private final Instant now = FIRE_TIME.plusSeconds(60);

  @BeforeEach
  void open() throws Exception {
    config.set(new TestConfig(directory).load(CHANNELS + database()));
    reopen();
  }

  /** Where the tables are, as lines of a configuration: H2, unless another test says otherwise. */
  String database() throws Exception {
    return "";
  }

  private void reopen() throws DaemonException {
    database = StateDatabase.open(config.get());
    Announcer announcer = new Announcer(config);
    planning = new PeriodPlanning(database.dataSource(), announcer);
    claims = new PeriodClaims(database.dataSource(), announcer);
    outbox = new NotificationTable(database.dataSource());
  }

  @AfterEach
  void close() {
    database.close();
  }

  private List<Notice> waiting(String channel) {
    return outbox.waitingSince(now.plus(Duration.ofDays(365))).stream()
        .filter(n -> n.channel().equals(channel))
        .map(Notification::notice)
        .toList();
  }

  private void plan(String... accounts) {
    planning.plan("monthly", List.of(Decision.audit(FIRE_TIME)), List.of(accounts), false, now);
  }

  private static Result result(boolean complete, String word, long high) {
    return new Result(
        complete,
        "run-1",
        "audit.xlsx",
        Map.of("findings.high.new", high, "findings.high.persisting", 2L),
        Optional.of(new Failed(List.of(word))));
  }

  @Test
  void theEndOfAnAuditAndItsNoticeAreRecordedTogetherAndOnce() throws Exception {
    plan("");
    claims.claim(PERIOD, "first", "node", now);
    claims.endAll();
    claims.claim(PERIOD, "second", "node", now);

    assertThat(claims.finish(PERIOD, "first", result(true, "first", 0), now)).isFalse();
    assertThat(claims.finish(PERIOD, "second", result(true, "second", 0), now)).isTrue();
    assertThat(claims.finish(PERIOD, "second", result(true, "second", 0), now)).isFalse();
    database.close();
    reopen();

    assertThat(waiting("all"))
        .containsExactly(new Notice("", "monthly", FIRE_TIME, new Failed(List.of("second"))));
    assertThat(waiting("failures")).hasSize(1);
  }

  @Test
  void onlyTheLastOfThreeFailuresIsTold() {
    plan("");
    for (int i = 1; i <= PeriodLedger.MOST_ATTEMPTS; i++) {
      assertThat(waiting("failures")).isEmpty();
      claims.claim(PERIOD, "me", "node", now);
      claims.fail(PERIOD, "me", "no credentials\nattempt " + i, now);
    }
    assertThat(waiting("failures"))
        .extracting(Notice::outcome)
        .containsExactly(new Failed(List.of("no credentials", "attempt 3")));
  }

  /** As a document of an account may have it; PostgreSQL takes none. */
  @Test
  void aNulInAReasonKeepsNoFailureFromBeingRecorded() {
    plan("");
    for (int i = 1; i <= PeriodLedger.MOST_ATTEMPTS; i++) {
      claims.claim(PERIOD, "me", "node", now);
      assertThat(claims.fail(PERIOD, "me", "no \0 please", now)).isTrue();
    }
    assertThat(waiting("failures")).hasSize(1);
  }

  @Test
  void missedFireTimesAreToldInOneNoticeWithoutBlackoutDays() {
    Instant second = FIRE_TIME.plusSeconds(3600);
    planning.plan(
        "hourly",
        List.of(
            Decision.miss(FIRE_TIME, "too late"),
            Decision.miss(second, PeriodPlan.BLACKOUT),
            Decision.miss(second.plusSeconds(3600), "too late")),
        List.of(""),
        false,
        now);

    assertThat(waiting("failures")).isEmpty();
    assertThat(waiting("all"))
        .extracting(Notice::outcome)
        .containsExactly(
            new Missed(
                List.of("2026-11-01T05:00:00Z: too late", "2026-11-01T07:00:00Z: too late"), 2));
  }

  @Test
  void whatGivesWayToALaterFireTimeIsTold() {
    plan("");
    planning.plan(
        "monthly",
        List.of(Decision.audit(FIRE_TIME.plus(Duration.ofDays(30)))),
        List.of(""),
        true,
        now);

    assertThat(waiting("all"))
        .singleElement()
        .satisfies(
            notice -> assertThat(notice.outcome().toString()).contains(FIRE_TIME.toString()));
  }

  @Test
  void accountsWithAnAuditEachGetOneNoticeWhenAllAreIn() {
    plan("111111111111", "222222222222", "333333333333");
    finish("111111111111", result(true, "x", 3));
    finish("222222222222", result(false, "x", 1));
    assertThat(waiting("all")).isEmpty();
    for (int i = 0; i < PeriodLedger.MOST_ATTEMPTS; i++) {
      Period period = new Period("monthly", FIRE_TIME, "333333333333");
      claims.claim(period, "me", "node", now);
      claims.fail(period, "me", "access denied", now);
    }

    assertThat(waiting("failures"))
        .singleElement()
        .satisfies(
            notice -> {
              AllAccounts all = (AllAccounts) notice.outcome();
              assertThat(all.complete()).isEqualTo(1);
              assertThat(all.partial()).isEqualTo(1);
              assertThat(all.failed()).containsExactly("333333333333: access denied");
              assertThat(all.open()).containsEntry(org.iamaudit.finding.Severity.HIGH, 8);
              assertThat(all.added()).containsEntry(org.iamaudit.finding.Severity.HIGH, 4);
            });
  }

  private void finish(String account, Result result) {
    Period period = new Period("monthly", FIRE_TIME, account);
    claims.claim(period, "me", "node", now);
    claims.finish(period, "me", result, now);
  }

  @Test
  void oneTakerAtATimeHasANotification() {
    plan("");
    claims.claim(PERIOD, "me", "node", now);
    claims.finish(PERIOD, "me", result(true, "x", 0), now);
    Instant later = now.plus(Duration.ofMinutes(15));

    Taken taken = outbox.take("all", now, later).orElseThrow();
    assertThat(outbox.take("all", now, later)).as("taken").isEmpty();
    assertThat(outbox.take("nobody", now, later)).isEmpty();
    Taken again = outbox.take("all", later, later.plusSeconds(1)).orElseThrow();
    assertThat(again.notification()).isEqualTo(taken.notification());
    assertThat(again.attempt()).isEqualTo(2);

    outbox.failed(taken, "too late to say so", now);
    assertThat(outbox.take("all", later, later)).as("the second has it").isEmpty();
    outbox.failed(again, "HTTP status 500", later.plusSeconds(60));
    outbox.postpone("all", later.plusSeconds(120));
    assertThat(outbox.take("all", later.plusSeconds(119), later)).isEmpty();
    outbox.delivered(outbox.take("all", later.plusSeconds(120), later).orElseThrow(), later);

    assertThat(waiting("all")).isEmpty();
    assertThat(waiting("failures")).hasSize(1);
    outbox.abandon(outbox.waitingSince(later).get(0), later);
    outbox.forget(later.plusSeconds(1));
    assertThat(waiting("failures")).isEmpty();
  }
}
