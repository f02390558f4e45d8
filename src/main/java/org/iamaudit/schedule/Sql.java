package org.iamaudit.schedule;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** SQL with values of ours: an {@code Instant} is a timestamp, an empty {@code Optional} null. */
final class Sql {
  private final DataSource database;

  Sql(DataSource database) {
    this.database = database;
  }

  /** Work in one transaction. */
  @FunctionalInterface
  interface Work {
    /** Returns whether to commit; otherwise nothing has happened. */
    boolean on(Connection connection) throws SQLException;
  }

  /** Reads one row. */
  @FunctionalInterface
  interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }

  /**
   * Does all of it or nothing.
   *
   * @param what completes "cannot …", for the message of a failure
   * @return what the work returned
   */
  boolean transaction(String what, Work work) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      boolean commit = false;
      try {
        commit = work.on(connection);
      } finally {
        if (commit) {
          connection.commit();
        } else {
          connection.rollback();
        }
      }
      return commit;
    } catch (SQLException e) {
      throw new StateException(what, e);
    }
  }

  /** Reads rows, in a transaction of their own. */
  <T> List<T> query(String what, String sql, Row<T> reader, Object... values) {
    try (Connection connection = database.getConnection()) {
      return select(connection, sql, reader, values);
    } catch (SQLException e) {
      throw new StateException(what, e);
    }
  }

  /** Reads rows, within the transaction of a connection. */
  static <T> List<T> select(Connection connection, String sql, Row<T> reader, Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      List<T> result = new ArrayList<>();
      while (rows.next()) {
        result.add(reader.of(rows));
      }
      return result;
    }
  }

  /** Changes rows and says how many. */
  static int update(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = prepare(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** A timestamp, to the second or finer; null if there is none. */
  static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static Object value(Object ours) {
    Object value = ours instanceof Optional<?> o ? o.orElse(null) : ours;
    if (value instanceof Instant moment) {
      return moment.atOffset(ZoneOffset.UTC);
    }
    // PostgreSQL has no NUL in texts; a reason may quote one from an account.
    return value instanceof String text ? text.replace('\0', '\uFFFD') : value;
  }

  private static PreparedStatement prepare(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, value(values[i]));
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }
}
