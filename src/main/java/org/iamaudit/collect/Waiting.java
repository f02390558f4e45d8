package org.iamaudit.collect;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The clock and the patience of a collection, so that tests need not wait. */
interface Waiting {

  /** The real clock. */
  Waiting SYSTEM =
      new Waiting() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
          TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        }
      };

  Instant now();

  void sleep(Duration duration) throws InterruptedException;
}
