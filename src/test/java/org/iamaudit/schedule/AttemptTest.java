package org.iamaudit.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.schedule.Attempt.SupersededException;
import org.iamaudit.schedule.PeriodClaims.Result;
import org.iamaudit.schedule.PeriodPlan.Decision;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an attempt may publish. */
class AttemptTest {
  private static final Instant FIRE_TIME = Instant.parse("2026-11-01T05:00:00Z");
  private static final Period PERIOD = new Period("monthly", FIRE_TIME, "");
  private static final Result RESULT =
      new Result(true, "run-1", "audit.xlsx", Map.of("gaps", 0L), Optional.empty());

  /** Half a day off: whose turn it is, only the database's clock decides. */
  private static final InstantSource WRONG_CLOCK = () -> FIRE_TIME.plusSeconds(43_200);

  @TempDir Path directory;

  private final AtomicInteger moves = new AtomicInteger();
  private StateDatabase database;
  private PeriodLedger ledger;
  private PeriodClaims claims;

  @BeforeEach
  void plan() throws Exception {
    AuditConfig config = new TestConfig(directory).load("schedules: []");
    database = StateDatabase.open(config);
    Announcer announcer = new Announcer(new AtomicReference<>(config));
    ledger = new PeriodLedger(database.dataSource());
    claims = new PeriodClaims(database.dataSource(), announcer);
    new PeriodPlanning(database.dataSource(), announcer)
        .plan("monthly", List.of(Decision.audit(FIRE_TIME)), List.of(""), false, FIRE_TIME);
  }

  @AfterEach
  void close() {
    database.close();
  }

  private Optional<Attempt> begin() {
    return Attempt.begin(claims, PERIOD, "node", WRONG_CLOCK, new CountDownLatch(0));
  }

  private boolean move() {
    return moves.incrementAndGet() > 0;
  }

  private LedgerEntry entry() {
    return ledger.at("monthly", FIRE_TIME).get(0);
  }

  @Test
  void thePackageAndItsResultAppearTogether() throws Exception {
    try (Attempt attempt = begin().orElseThrow()) {
      assertThat(attempt.release(this::move, () -> RESULT)).isTrue();
      assertThat(entry().state()).isEqualTo(LedgerEntry.State.COMPLETE);
      attempt.finish(RESULT);
      attempt.fail("the history is away");
      assertThat(entry().runId()).isEqualTo("run-1");
      assertThat(entry().state()).isEqualTo(LedgerEntry.State.COMPLETE);
      assertThat(moves).hasValue(1);
    }
    assertThat(begin()).as("has its result").isEmpty();
  }

  @Test
  void nobodyElseWorksOnItAtTheSameTimeWhateverTheMachinesClockSays() {
    try (Attempt attempt = begin().orElseThrow()) {
      assertThat(begin()).isEmpty();
      assertThat(ledger.open(WRONG_CLOCK.instant())).isEmpty();
      attempt.fail("broken");
    }
  }

  @Test
  void whoHasLostThePeriodPublishesAndRecordsNothing() {
    try (Attempt stalled = begin().orElseThrow()) {
      claims.endAll();
      assertThat(ledger.open(WRONG_CLOCK.instant())).containsExactly(PERIOD);
      try (Attempt other = begin().orElseThrow()) {
        assertThatThrownBy(() -> stalled.release(this::move, () -> RESULT))
            .isInstanceOf(SupersededException.class);
        assertThatThrownBy(() -> stalled.finish(RESULT)).isInstanceOf(SupersededException.class);
        assertThatThrownBy(() -> stalled.fail("broken")).isInstanceOf(SupersededException.class);
        assertThat(moves).hasValue(0);
        other.finish(RESULT);
      }
    }
    assertThat(entry().attempts()).isEqualTo(2);
    assertThat(entry().state()).isEqualTo(LedgerEntry.State.COMPLETE);
  }

  @Test
  void nothingIsRecordedOfAPackageThatCannotTakeItsPlace() throws Exception {
    try (Attempt attempt = begin().orElseThrow()) {
      assertThat(attempt.release(() -> false, () -> RESULT)).isFalse();
      assertThatThrownBy(
              () ->
                  attempt.release(
                      () -> {
                        throw new IOException("no space left on device");
                      },
                      () -> RESULT))
          .isInstanceOf(IOException.class);
      assertThat(entry().state()).isEqualTo(LedgerEntry.State.STARTED);
      attempt.fail("no space left on device");
      assertThat(entry().state()).isEqualTo(LedgerEntry.State.FAILED);
    }
  }
}
