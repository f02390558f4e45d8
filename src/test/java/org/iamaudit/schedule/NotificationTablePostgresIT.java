package org.iamaudit.schedule;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import org.iamaudit.history.Postgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same in a PostgreSQL database, a new one for each test. */
class NotificationTablePostgresIT extends NotificationTableTest {
  private static EmbeddedPostgres server;
  private static int databases;

  @BeforeAll
  static void start() throws Exception {
    server = Postgres.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Override
  String database() throws Exception {
    String name = "outbox" + databases++;
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    return "database: {url: \"" + server.getJdbcUrl("postgres", name) + "\", user: postgres}\n";
  }
}
