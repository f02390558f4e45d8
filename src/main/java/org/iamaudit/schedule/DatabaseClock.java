package org.iamaudit.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The time by the database that several daemons share, so that a machine whose clock is wrong plans
 * the same as the others; of a database of our own, the machine's time.
 */
final class DatabaseClock implements InstantSource {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

  /** More is a mistake in somebody's set-up. */
  private static final Duration MOST_OFFSET = Duration.ofSeconds(60);

  private final StateDatabase database;
  private final InstantSource machine;
  private volatile Duration offset = Duration.ZERO;

  DatabaseClock(StateDatabase database, InstantSource machine) {
    this.database = database;
    this.machine = machine;
  }

  /** Looks at the database's clock again. */
  void adjust() {
    if (!database.isShared()) {
      return;
    }
    Instant before = machine.instant();
    Instant there = database.now();
    Duration asking = Duration.between(before, machine.instant());
    offset = Duration.between(before.plus(asking.dividedBy(2)), there);
    if (!agrees()) {
      LOG.atError()
          .addKeyValue("event", "clock.off")
          .addKeyValue("seconds", offset.toSeconds())
          .log(
              "the clock of this machine and the database's differ; schedules go by the database's,"
                  + " the times in reports and logs by this one: set it");
    }
  }

  /** Whether the machine's clock is about right. */
  boolean agrees() {
    return offset.abs().compareTo(MOST_OFFSET) <= 0;
  }

  /** How far the database's clock is ahead of the machine's. */
  Duration offset() {
    return offset;
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(offset);
  }
}
