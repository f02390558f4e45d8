package org.iamaudit.schedule;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.ConfigException;
import org.iamaudit.notify.Courier;
import org.iamaudit.run.Auditor;
import org.iamaudit.run.RunException;
import org.iamaudit.run.RunLock;
import org.iamaudit.run.RunLockedException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Audits whenever a schedule of the configuration fires, until it is stopped. */
public final class AuditDaemon {
  private static final Logger LOG = LoggerFactory.getLogger(AuditDaemon.class);

  private final RunLock lock;
  private final AtomicReference<AuditConfig> config;
  private final StateDatabase database;
  private final DatabaseClock clock;
  private final Scheduler fires;
  private final Scheduler audits;
  private final ScheduleStore store;
  private final PeriodLedger ledger;
  private final PeriodClaims claims;
  private final Keeper keeper;
  private final Lookout lookout;
  private final ConfigInForce inForce;
  private final Courier courier;
  private final DeliveryTable packages;
  private final BucketCourier bucket;
  private final DeliveryCounts deliveries = new DeliveryCounts();
  private final AwsMeters awsCalls = new AwsMeters();
  private final CountDownLatch ending = new CountDownLatch(1);
  private Optional<ControlSocket> control = Optional.empty();

  private AuditDaemon(
      RunLock lock,
      AuditConfig config,
      StateDatabase database,
      Auditor auditor,
      InstantSource machine)
      throws SchedulerException {
    this.lock = lock;
    this.config = new AtomicReference<>(config);
    this.database = database;
    this.clock = new DatabaseClock(database, machine);
    String host = host();
    // Work of a dead process is found by this name: of one that shares, each process has its own.
    String node = database.isShared() ? host + "-" + UUID.randomUUID() : "single";
    this.fires = QuartzSettings.scheduler(database, "schedules", node);
    this.audits = QuartzSettings.scheduler(database, "audits", node);
    this.store = new ScheduleStore(fires);
    Announcer announcer = new Announcer(this.config);
    this.ledger = new PeriodLedger(database.dataSource());
    this.claims = new PeriodClaims(database.dataSource(), announcer);
    PeriodPlanning planning = new PeriodPlanning(database.dataSource(), announcer);
    this.keeper = new Keeper(store, new AuditQueue(audits), ledger, planning, this.config, clock);
    this.lookout = new Lookout(keeper, clock, machine);
    this.inForce = new ConfigInForce(this.config, keeper);
    this.courier =
        new Courier(
            new NotificationTable(database.dataSource()),
            () -> this.config.get().notifications(),
            System.getenv(),
            clock,
            deliveries);
    this.packages = new DeliveryTable(database.dataSource());
    this.bucket = new BucketCourier(packages, () -> this.config.get().delivery(), clock);
    ScheduledAudit audit =
        new ScheduledAudit(this.config, ledger, claims, auditor, awsCalls, host, clock, ending);
    fires.setJobFactory((bundle, of) -> new ScheduleJob(keeper));
    audits.setJobFactory((bundle, of) -> new AuditJob(audit));
  }

  /**
   * Starts the schedules of a configuration and logs when each fires first. What came due while no
   * daemon was up is made up for, as each schedule has it.
   *
   * @throws RunLockedException if another daemon works in the same state directory
   * @throws RunException if that directory cannot be written
   * @throws DaemonException if the database or the scheduler refuses to work
   */
  public static AuditDaemon start(AuditConfig config, Auditor auditor, InstantSource clock)
      throws DaemonException, RunException, RunLockedException {
    RunLock lock = RunLock.ofDaemon(config.state(), clock.instant());
    try {
      AuditDaemon daemon =
          new AuditDaemon(lock, config, StateDatabase.open(config), auditor, clock);
      try {
        daemon.begin();
        return daemon;
      } catch (SchedulerException | DaemonException | RuntimeException e) {
        daemon.end();
        throw e;
      }
    } catch (SchedulerException | RuntimeException e) {
      lock.close();
      throw new DaemonException("cannot start the scheduler: " + e.getMessage(), e);
    } catch (DaemonException e) {
      lock.close();
      throw e;
    }
  }

  private void begin() throws SchedulerException, DaemonException {
    clock.adjust();
    ConfigCopies.keep(config.get());
    ConfigInForce.warn(config.get());
    if (!database.isShared()) {
      claims.endAll(); // the lock says that there is no other daemon
    }
    keeper.reconcile();
    audits.start();
    fires.start();
    courier.start();
    bucket.start();
    lookout.start();
    control =
        Optional.of(
            ControlSocket.open(
                config.get().state(),
                new Control(keeper, this::status, () -> config.get().schedules())));
  }

  /** How attempts to deliver notifications ended, of every channel that is configured. */
  public List<DeliveryCounts.Deliveries> deliveries() {
    return deliveries.of(config.get().notifications().channels());
  }

  /** What audits have asked of AWS since the process began, in Prometheus's text format. */
  public String awsMetrics() {
    return awsCalls.text();
  }

  /**
   * How it stands now.
   *
   * @throws StateException if the database is away
   */
  public DaemonStatus status() {
    try {
      Duration grace = config.get().http().freshnessGrace();
      return DaemonStatus.read(store, ledger, packages, grace, clock.instant());
    } catch (SchedulerException e) {
      throw new StateException("read the schedules", new SQLException(e));
    }
  }

  /** The configuration in force. */
  public AuditConfig config() {
    return config.get();
  }

  /** Whether the configuration in force is what the file holds. */
  public boolean isConfigLatest() {
    return inForce.isLatest();
  }

  /** How far the database's clock is ahead of this machine's. */
  public Duration clockOffset() {
    return clock.offset();
  }

  /** Why it cannot do its work now, one line each; empty: it can. */
  public List<String> unready() {
    List<String> problems = new ArrayList<>();
    if (!inForce.isLatest()) {
      problems.add(
          "the configuration file has mistakes, or needs a restart; an older one is in force");
    }
    if (!clock.agrees()) {
      problems.add("the clock of this machine differs from the database's");
    }
    if (!lookout.isAwake()) {
      problems.add("nothing could be planned since " + lookout.looked());
    }
    if (!isWritable(config.get().state()) || !isWritable(config.get().reports())) {
      problems.add("`state` or `reports` cannot be written");
    }
    try {
      ledger.counts();
    } catch (StateException e) {
      problems.add(e.getMessage());
    }
    return problems;
  }

  /** Reports are made when the first audit ends; until then their parent counts. */
  private static boolean isWritable(Path directory) {
    Path there = directory.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return Files.isWritable(there);
  }

  /** Where a configuration comes from when it is read anew. */
  @FunctionalInterface
  public interface ConfigSource {
    AuditConfig load() throws ConfigException;
  }

  /**
   * Takes over a changed configuration. One that is wrong is refused, loudly, and the one in force
   * stays; so is one that names another state directory, database or address of HTTP.
   *
   * @return whether the new one is in force
   */
  public boolean reload(ConfigSource source) {
    return inForce.reload(source);
  }

  /**
   * Starts no more audits and waits for a running one to end. Called once.
   *
   * @param deadline how long to wait at most
   * @return whether everything has ended; otherwise an audit is still running, and will leave no
   *     package if the process ends now: it is then repeated after the next start
   */
  public boolean stop(Duration deadline) throws InterruptedException {
    LOG.atInfo()
        .addKeyValue("event", "daemon.stopping")
        .log("stopping; a running audit is awaited");
    Thread waiting = DaemonThreads.named("stop").newThread(this::end);
    waiting.start();
    waiting.join(Math.max(1, deadline.toMillis()));
    boolean ended = !waiting.isAlive();
    if (ended) {
      LOG.atInfo().addKeyValue("event", "daemon.stopped").log("stopped");
    } else {
      LOG.atError()
          .addKeyValue("event", "daemon.aborted")
          .addKeyValue("deadline", deadline)
          .log("an audit is still running after the deadline; it is repeated after the next start");
    }
    return ended;
  }

  private void end() {
    control.ifPresent(ControlSocket::close);
    lookout.close();
    ending.countDown();
    try {
      audits.standby(); // else it takes another one while the first is awaited
      fires.shutdown(true);
      audits.shutdown(true);
    } catch (SchedulerException e) {
      LOG.error("the scheduler did not stop cleanly", e);
    }
    courier.close();
    bucket.close();
    database.close();
    lock.close();
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown host";
    }
  }
}
