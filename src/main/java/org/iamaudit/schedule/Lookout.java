package org.iamaudit.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every few seconds whether something is left undone, whatever fired or did not. */
final class Lookout implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);

  /** What a dead node leaves is taken up this much later, at most, than its claims last. */
  private static final Duration EVERY = Duration.ofSeconds(10);

  /** After so long without a look something is wrong. */
  private static final Duration AT_LEAST_EVERY = Duration.ofMinutes(5);

  private final Keeper keeper;
  private final DatabaseClock clock;
  private final InstantSource machine;
  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("keeper"));
  private volatile Instant looked;

  /**
   * A lookout that has just looked.
   *
   * @param machine its clock says how long ago the last look was
   */
  Lookout(Keeper keeper, DatabaseClock clock, InstantSource machine) {
    this.keeper = keeper;
    this.clock = clock;
    this.machine = machine;
    this.looked = machine.instant();
  }

  void start() {
    long every = EVERY.toMillis();
    looking.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
  }

  /** Whatever goes wrong now is tried again at the next look; an executor drops what throws. */
  private void look() {
    try {
      clock.adjust();
      keeper.keep();
      looked = machine.instant();
    } catch (SchedulerException | RuntimeException | Error e) {
      LOG.atWarn()
          .addKeyValue("event", "keeper.failed")
          .log("cannot look for what is left undone: {}", e.getMessage());
    }
  }

  /** When it looked last. */
  Instant looked() {
    return looked;
  }

  /** Whether that is not too long ago. */
  boolean isAwake() {
    return !looked.plus(AT_LEAST_EVERY).isBefore(machine.instant());
  }

  @Override
  public void close() {
    looking.shutdown();
  }
}
