package org.iamaudit.collect;

import java.time.Duration;
import java.time.Instant;

/** A clock that is put forward instead of waiting. */
final class ImpatientWaiting implements Waiting {
  private Instant now = Instant.parse("2026-09-01T06:00:00Z");

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized void sleep(Duration duration) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    now = now.plus(duration);
  }
}
