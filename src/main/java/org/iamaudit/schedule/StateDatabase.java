package org.iamaudit.schedule;

import static org.iamaudit.schedule.Sql.instant;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.sql.DataSource;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.DatabaseSettings;
import org.iamaudit.snapshot.IoReason;

/**
 * The database that holds the schedules, the queue of audits and the ledger of periods: a file in
 * the state directory, or a PostgreSQL database that several daemons share.
 */
final class StateDatabase implements AutoCloseable {
  /** H2: the file is open in another process; see org.h2.api.ErrorCode. */
  private static final int IN_USE = 90020;

  /** Quartz holds up to three at once, each audit, each request and the keeper one. */
  private static final int CONNECTIONS = 10;

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

  private final HikariDataSource pool;
  private final boolean shared;

  private StateDatabase(HikariDataSource pool, boolean shared) {
    this.pool = pool;
    this.shared = shared;
  }

  /**
   * Opens the database of a configuration and makes the tables that are missing.
   *
   * @throws DaemonException if it cannot be used
   */
  static StateDatabase open(AuditConfig config) throws DaemonException {
    HikariConfig settings = new HikariConfig();
    settings.setPoolName("state");
    settings.setMaximumPoolSize(CONNECTIONS);
    settings.setMinimumIdle(1);
    settings.setConnectionTimeout(CONNECT_WITHIN.toMillis());
    Optional<DatabaseSettings> shared = config.database();
    if (shared.isPresent()) {
      settings.setJdbcUrl(shared.get().url());
      settings.setUsername(shared.get().user().isEmpty() ? null : shared.get().user());
      settings.setPassword(password(shared.get()));
      settings.addDataSourceProperty("ApplicationName", "iamaudit");
      settings.addDataSourceProperty("tcpKeepAlive", "true");
      settings.addDataSourceProperty("socketTimeout", "60");
      // A node that stalls in a transaction, such as a paused machine, must not stop the others.
      settings.setConnectionInitSql("SET idle_in_transaction_session_timeout = '20s'");
    } else {
      // Committed means on disk: a kill must not take back what was decided.
      settings.setJdbcUrl(
          "jdbc:h2:async:" + file(config) + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
    }
    String name = shared.map(DatabaseSettings::url).orElseGet(() -> file(config) + ".mv.db");
    try {
      StateDatabase database =
          new StateDatabase(new HikariDataSource(settings), shared.isPresent());
      database.prepare(name);
      return database;
    } catch (PoolInitializationException e) {
      throw cannotOpen(name, e.getCause() instanceof SQLException sql ? sql : new SQLException(e));
    }
  }

  private static Path file(AuditConfig config) {
    return config.state().resolve("daemon").toAbsolutePath().normalize();
  }

  private void prepare(String name) throws DaemonException {
    try {
      Tables.prepare(pool);
    } catch (SQLException e) {
      pool.close();
      throw cannotOpen(name, e);
    }
  }

  private static DaemonException cannotOpen(String name, SQLException e) {
    String why =
        e.getErrorCode() == IN_USE
            ? "it is in use by another process; end that process"
            : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    return new DaemonException("cannot open the daemon's database `" + name + "`: " + why, e);
  }

  private static String password(DatabaseSettings settings) throws DaemonException {
    if (settings.passwordFile().isEmpty()) {
      return "";
    }
    Path file = settings.passwordFile().get();
    try {
      return Files.readString(file).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new DaemonException(
          "cannot read the password of the database from `" + file + "`: " + IoReason.of(e), e);
    }
  }

  DataSource dataSource() {
    return pool;
  }

  /** Whether other daemons may use it too. */
  boolean isShared() {
    return shared;
  }

  /** The database's time. */
  Instant now() {
    return new Sql(pool)
        .query("read the clock", "SELECT CURRENT_TIMESTAMP AS now", row -> instant(row, "now"))
        .get(0)
        .orElseThrow();
  }

  @Override
  public void close() {
    pool.close();
  }
}
