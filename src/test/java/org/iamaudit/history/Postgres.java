package org.iamaudit.history;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;

/** A PostgreSQL of the tests, whose start is waited for also where the machine is busy. */
public final class Postgres {
  private Postgres() {}

  /** A new one, which is gone when it is closed. */
  public static EmbeddedPostgres start() throws IOException {
    return builder().start();
  }

  /** The same, to be told more before its start. */
  public static EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder().setPGStartupWait(Duration.ofMinutes(2));
  }
}
