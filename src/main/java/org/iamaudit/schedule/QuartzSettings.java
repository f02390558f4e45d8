package org.iamaudit.schedule;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.UUID;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.SchedulerRepository;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/**
 * How Quartz is set up. There are two schedulers in one database: {@code schedules} fires when cron
 * expressions do, and {@code audits} is the queue of audits, one at a time on each node, which must
 * not keep the first one waiting.
 */
final class QuartzSettings {
  /**
   * How long after a node was last heard of, plus some seven seconds, others take over its work.
   */
  private static final String CHECK_IN_MILLIS = "5000";

  /** How soon a node that has nothing to do sees what another one has put into the queue. */
  private static final String LOOK_EVERY_MILLIS = "3000";

  private QuartzSettings() {}

  /**
   * A scheduler that has not been started.
   *
   * @param name what its rows in the database are kept under
   * @param node unique among the daemons that share the database; of a daemon that does not share,
   *     the same after a restart, or its work would not be recovered
   */
  static synchronized Scheduler scheduler(StateDatabase database, String name, String node)
      throws SchedulerException {
    // Quartz looks pools up by name in the whole process.
    String pool = node + "/" + UUID.randomUUID();
    DBConnectionManager.getInstance().addConnectionProvider(pool, new Pool(database));
    Properties settings = new Properties();
    settings.setProperty("org.quartz.scheduler.instanceName", name);
    settings.setProperty("org.quartz.scheduler.instanceId", node);
    settings.setProperty("org.quartz.scheduler.threadName", name);
    settings.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
    settings.setProperty("org.quartz.scheduler.idleWaitTime", LOOK_EVERY_MILLIS);
    settings.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    settings.setProperty("org.quartz.threadPool.threadCount", "1");
    settings.setProperty("org.quartz.threadPool.threadNamePrefix", name);
    settings.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
    String store = "org.quartz.jobStore.";
    settings.setProperty(store + "class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
    settings.setProperty(
        store + "driverDelegateClass",
        "org.quartz.impl.jdbcjobstore."
            + (database.isShared() ? "PostgreSQLDelegate" : "StdJDBCDelegate"));
    settings.setProperty(store + "dataSource", pool);
    settings.setProperty(store + "useProperties", "true");
    settings.setProperty(store + "isClustered", Boolean.toString(database.isShared()));
    settings.setProperty(store + "clusterCheckinInterval", CHECK_IN_MILLIS);
    Scheduler scheduler = new StdSchedulerFactory(settings).getScheduler();
    // Rows in the database go by the scheduler's name, so that it must be the same at each start;
    // but in one process Quartz takes all schedulers of a name for one, of whatever database.
    SchedulerRepository.getInstance().remove(name);
    return scheduler;
  }

  /** Quartz's view of our pool, which is closed by whoever opened it. */
  private record Pool(StateDatabase database) implements ConnectionProvider {
    @Override
    public Connection getConnection() throws SQLException {
      return database.dataSource().getConnection();
    }

    @Override
    public void shutdown() {}

    @Override
    public void initialize() {}
  }
}
