package org.iamaudit.collect;

import java.time.Duration;
import java.time.Instant;

/**
 * The rate of calls to one service of one account. AWS publishes none for IAM, so the rate is
 * found: it grows a little with each answer and is halved when AWS says that it is too much, at
 * most once a second, since one burst is refused many times.
 */
final class Pacer {
  private static final double LEAST = 0.5;
  private static final double GROWTH = 0.1;
  private static final Duration ONE_BURST = Duration.ofSeconds(1);
  private static final double NANOS = 1e9;

  private final double most;
  private double rate;
  private Instant next = Instant.MIN;
  private Instant lastCut = Instant.MIN;

  /** Starts at half of {@code most}, in calls a second. */
  Pacer(double most) {
    this.most = most;
    this.rate = Math.max(LEAST, most / 2);
  }

  /** Takes the next free moment and says how long it is until then. */
  synchronized Duration reserve(Instant now) {
    Instant mine = next.isAfter(now) ? next : now;
    next = mine.plusNanos((long) (NANOS / rate));
    return Duration.between(now, mine);
  }

  synchronized void answered() {
    rate = Math.min(most, rate + GROWTH);
  }

  synchronized void throttled(Instant now) {
    if (lastCut.equals(Instant.MIN) || lastCut.plus(ONE_BURST).isBefore(now)) {
      rate = Math.max(LEAST, rate / 2);
      lastCut = now;
    }
  }

  synchronized double rate() {
    return rate;
  }
}
