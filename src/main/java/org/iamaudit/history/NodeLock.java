package org.iamaudit.history;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What one node at a time does, where several share a PostgreSQL; H2 has one process anyway. */
final class NodeLock {
  // Any numbers that nobody else locks in the same database.
  static final long TABLES = 741852963;
  static final long PACKAGES = 741852965;

  private NodeLock() {}

  /**
   * Waits for the lock, which is held until the end of the transaction. A node that stalls with it,
   * such as a virtual machine that is paused, loses its transaction: the others must go on.
   */
  static void take(Connection connection, long which) throws SQLException {
    if (connection.getMetaData().getURL().startsWith("jdbc:postgresql:")) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("set local idle_in_transaction_session_timeout = '20s'");
        statement.execute("select pg_advisory_xact_lock(" + which + ")");
      }
    }
  }
}
