package org.iamaudit.collect;

import java.time.Duration;
import java.time.Instant;

/**
 * The rate of calls to one service of one account. AWS publishes none for IAM, so the rate is
 * found: it grows a little with each answer and is halved when AWS says that it is too much, once
 * for as many calls as may be refused together.
 */
final class Pacer {
  private static final double LEAST = 0.5;
  private static final double GROWTH = 0.1;
  private static final double ONE_BURST = 20;
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
    Duration burst = Duration.ofNanos((long) (NANOS * Math.max(1, ONE_BURST / rate)));
    if (lastCut.equals(Instant.MIN) || lastCut.plus(burst).isBefore(now)) {
      rate = Math.max(LEAST, rate / 2);
      lastCut = now;
    }
  }
}
