package org.iamaudit.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.iamaudit.report.Release;
import org.iamaudit.schedule.PeriodClaims.Result;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One attempt at a period, which nobody else gets while it is at work: as long as it lives it
 * renews its claim. Log events of the threads that work on it carry {@code attempt_id}.
 */
final class Attempt implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

  /** A third of what a claim lasts, so that one that is late does no harm. */
  private static final Duration RENEW_EVERY = Duration.ofSeconds(5);

  /** How long a result waits for a database that is away. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final String ATTEMPT_ID = "attempt_id";
  private static final String SCHEDULE = "schedule";
  private static final String SCHEDULED_FOR = "scheduled_for";
  private static final String ACCOUNT_ID = "account_id";

  private final PeriodClaims claims;
  private final Period period;
  private final String owner;
  private final InstantSource clock;
  private final CountDownLatch ending;
  private final ScheduledExecutorService renewing;
  private boolean moved;
  private boolean recorded;

  private Attempt(
      PeriodClaims claims,
      Period period,
      String owner,
      InstantSource clock,
      CountDownLatch ending) {
    this.claims = claims;
    this.period = period;
    this.owner = owner;
    this.clock = clock;
    this.ending = ending;
    this.renewing = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("lease"));
  }

  /** Another attempt has the period by now. Nothing of this one is published. */
  static final class SupersededException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SupersededException() {
      super("another attempt has taken this audit over; its result counts");
    }
  }

  /**
   * Begins, unless there is nothing to do.
   *
   * @param node the machine, for people
   * @param ending open until the daemon stops, which then waits for no database any more
   * @throws StateException if the ledger cannot be told
   */
  static Optional<Attempt> begin(
      PeriodClaims claims, Period period, String node, InstantSource clock, CountDownLatch ending) {
    String id = UUID.randomUUID().toString();
    String owner = node + "/" + id;
    if (!claims.claim(period, owner, node, clock.instant())) {
      return Optional.empty();
    }
    Attempt attempt = new Attempt(claims, period, owner, clock, ending);
    MDC.put(ATTEMPT_ID, id);
    MDC.put(SCHEDULE, period.schedule());
    MDC.put(SCHEDULED_FOR, period.scheduledFor().toString());
    if (!period.account().isEmpty()) {
      MDC.put(ACCOUNT_ID, period.account());
    }
    long every = RENEW_EVERY.toMillis();
    attempt.renewing.scheduleWithFixedDelay(attempt::renew, every, every, TimeUnit.MILLISECONDS);
    return Optional.of(attempt);
  }

  Period period() {
    return period;
  }

  private void renew() {
    try {
      claims.renew(period, owner);
    } catch (RuntimeException | Error e) { // an executor drops what throws
      // If that lasts, another attempt takes over, and this one is not published.
      Events.of(LOG.atWarn(), "lease.waiting", period).log(e.getMessage());
    }
  }

  /**
   * Moves what is written into its place and records the result, both while nobody else can take
   * the period over. Waits for a database that is away.
   *
   * @param result asked when the package is in its place
   * @return false if the place is taken; nothing is recorded then
   * @throws SupersededException if another attempt has the period
   * @throws StateException if the database stays away
   */
  boolean release(Release.Move move, Supplier<Result> result) throws IOException {
    boolean[] owned = new boolean[1];
    PeriodClaims.Publication publication =
        () -> {
          owned[0] = true;
          moved = moved || move.move();
          return moved ? Optional.of(result.get()) : Optional.empty();
        };
    try {
      recorded = insist(() -> claims.publish(period, owner, publication, clock.instant()));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    if (!owned[0]) {
      throw new SupersededException();
    }
    return moved;
  }

  /** Records a result, unless {@link #release} has. */
  void finish(Result result) {
    if (!recorded) {
      record(() -> claims.finish(period, owner, result, clock.instant()));
    }
  }

  /** Records a failure; a result that is recorded stands. */
  void fail(String reason) {
    if (!recorded) {
      record(() -> claims.fail(period, owner, reason, clock.instant()));
    }
  }

  /** It could not do its work for now; another one will. */
  void putOff() {
    if (!insist(() -> claims.putOff(period, owner))) {
      throw new SupersededException();
    }
  }

  private void record(BooleanSupplier entry) {
    recorded = insist(entry);
    if (!recorded) {
      throw new SupersededException();
    }
  }

  /** A result is worth waiting for a database that is away. */
  private boolean insist(BooleanSupplier entry) {
    long begun = System.nanoTime();
    while (true) {
      try {
        return entry.getAsBoolean();
      } catch (StateException e) {
        boolean late = System.nanoTime() - begun > PATIENCE.toNanos();
        if (late || isEnding()) {
          throw e;
        }
        Events.of(LOG.atWarn(), "ledger.waiting", period).log(e.getMessage());
      }
    }
  }

  private boolean isEnding() {
    try {
      return ending.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  @Override
  public void close() {
    List.of(ATTEMPT_ID, SCHEDULE, SCHEDULED_FOR, ACCOUNT_ID).forEach(MDC::remove);
    renewing.shutdownNow();
  }
}
