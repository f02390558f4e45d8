package org.iamaudit.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/**
 * Makes the tables that are missing: Quartz's own, by the script that comes with Quartz, and the
 * ledger's. A table that is there is left as it is.
 */
final class Tables {
  private static final String QUARTZ = "/org/quartz/impl/jdbcjobstore/tables_";

  /** Of the newest script; those after the first may be run twice. */
  private static final int VERSION = 4;

  /** Any number that nobody else locks in the same database. */
  private static final String LOCK = "SELECT pg_advisory_xact_lock(741852964)";

  private Tables() {}

  static void prepare(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      boolean postgresql = isPostgresql(connection);
      if (postgresql) {
        statement.execute(LOCK); // another node may be at it
      }
      if (!isComplete(statement)) {
        if (!postgresql) {
          // H2 commits each table by itself: these are what is left of a start that was cut short.
          statement.execute("DROP ALL OBJECTS");
        }
        run(statement, QUARTZ + (postgresql ? "postgres" : "h2") + ".sql");
        run(statement, "tables.sql");
      }
      if (version(statement) > VERSION) {
        throw new SQLException("it was written by a newer version of iamaudit; run that version");
      }
      for (int version = version(statement) + 1; version <= VERSION; version++) {
        run(statement, "tables-" + version + ".sql");
        statement.execute("INSERT INTO audit_tables (version) VALUES (" + version + ")");
      }
      connection.commit();
    }
  }

  private static boolean isPostgresql(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
  }

  /** Whether the last table is there, which the script makes after all others. */
  private static boolean isComplete(Statement statement) throws SQLException {
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT COUNT(*) FROM information_schema.tables"
                + " WHERE LOWER(table_name) = 'audit_tables' AND table_schema = CURRENT_SCHEMA")) {
      rows.next();
      return rows.getInt(1) > 0;
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("SELECT MAX(version) FROM audit_tables")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** Quartz's script for PostgreSQL begins by dropping what is there; that is left out. */
  private static void run(Statement statement, String script) throws SQLException {
    for (String sql : statements(script)) {
      String start = sql.toUpperCase(Locale.ROOT);
      if (!start.startsWith("DROP ") && !start.startsWith("COMMIT")) {
        statement.execute(sql);
      }
    }
  }

  private static List<String> statements(String script) {
    try (InputStream in = Tables.class.getResourceAsStream(script)) {
      String text = new String(in.readAllBytes(), UTF_8).replaceAll("--[^\n]*", "");
      return List.of(text.split(";")).stream()
          .map(String::strip)
          .filter(s -> !s.isEmpty())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read a script of our own", e);
    }
  }
}
