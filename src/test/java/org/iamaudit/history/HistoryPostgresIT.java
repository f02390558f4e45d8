package org.iamaudit.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only a database on another machine can do. */
@Timeout(300)
class HistoryPostgresIT {
  private EmbeddedPostgres server;
  private HistorySettings settings;

  @BeforeEach
  void start() throws IOException {
    server = Postgres.start();
    settings =
        new HistorySettings(
            server.getJdbcUrl("postgres", "postgres"), "postgres", Optional.empty());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void anAnswerThatNeverComesIsNotAwaitedForEver() throws Exception {
    try (Connection connection = History.connect(settings)) {
      assertThat(connection.getNetworkTimeout()).isBetween(60_000, 600_000);
    }
    History.open(settings).close();
  }

  @Test
  void aNodeThatStallsWhileItHoldsTheLockKeepsNobodyWaiting() throws Exception {
    try (Connection stalled = History.connect(settings)) {
      stalled.setAutoCommit(false);
      NodeLock.take(stalled, NodeLock.TABLES);
      History.open(settings).close();
      assertThatThrownBy(stalled::commit).isInstanceOf(SQLException.class);
    }
  }
}
