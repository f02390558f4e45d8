package org.iamaudit.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Brings the tables up to date: numbered files, each applied once, the same for both databases.
 *
 * <p>A file may be applied again after a crash (H2 commits each change of a table by itself), so
 * that its statements begin with {@code create … if not exists} or the like. Flyway was weighed and
 * left out: it brings 3 MB and a module for each database, for what is a page here.
 */
final class Migrations {
  /** In order; the number of a file is its place in the list, from 1. */
  private static final List<String> FILES = List.of("001-runs.sql", "002-reasons.sql");

  private Migrations() {}

  /** Applies what is missing, in a transaction. */
  static void apply(Connection connection) throws SQLException, HistoryException {
    NodeLock.take(connection, NodeLock.TABLES);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create table if not exists history_schema (version integer not null primary key)");
      int present = present(statement);
      if (present > FILES.size()) {
        throw new HistoryException(
            "the history was written by a newer version of iamaudit (schema "
                + present
                + ", known are "
                + FILES.size()
                + "); run that version");
      }
      for (int version = present + 1; version <= FILES.size(); version++) {
        for (String sql : statements(FILES.get(version - 1))) {
          statement.execute(sql);
        }
        statement.execute("insert into history_schema (version) values (" + version + ")");
      }
      connection.commit();
    }
  }

  private static int present(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("select max(version) from history_schema")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static List<String> statements(String file) {
    try (InputStream in = Migrations.class.getResourceAsStream(file)) {
      String sql = new String(in.readAllBytes(), UTF_8).replaceAll("--[^\n]*", "");
      return List.of(sql.split(";\\s*\n")).stream().filter(s -> !s.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }
}
