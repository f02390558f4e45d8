package org.iamaudit.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What only a database on another machine can do. */
class HistoryPostgresIT {
  @Test
  void anAnswerThatNeverComesIsNotAwaitedForEver() throws Exception {
    try (EmbeddedPostgres server = EmbeddedPostgres.start()) {
      HistorySettings settings =
          new HistorySettings(
              server.getJdbcUrl("postgres", "postgres"), "postgres", Optional.empty());
      try (Connection connection = History.connect(settings)) {
        assertThat(connection.getNetworkTimeout()).isBetween(60_000, 600_000);
      }
      History.open(settings).close();
    }
  }
}
