package org.iamaudit.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.iamaudit.cli.NobodysBaseline;
import org.iamaudit.cli.ProductProcess;
import org.iamaudit.history.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Daemons on one PostgreSQL, of which one stalls, or has a wrong clock. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGSTOP")
@Timeout(300)
class FenceIT {
  private static final Path SNAPSHOT = Path.of("config/sample/account-123456789012");

  /** Debian's package {@code libfaketime}: lets a process see another time. */
  private static final Path FAKE_TIME =
      Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1");

  @TempDir Path directory;

  private EmbeddedPostgres postgres;

  @BeforeEach
  void start() throws IOException {
    postgres = Postgres.start();
  }

  @AfterEach
  void stop() throws IOException {
    postgres.close();
  }

  @Test
  void aNodeThatStalledFindsItsAuditTakenOverAndPublishesNothing() throws Exception {
    Path config = node("a", "stall");
    NobodysBaseline baseline = new NobodysBaseline(config.resolveSibling("baselines"));
    baseline.hold(); // so that the audit does not end before it is stopped
    try (ProductProcess stalled = daemon(config, Map.of())) {
      stalled.awaitEvent("schedule.next");
      try (ProductProcess asked = trigger("a")) {
        assertThat(asked.exitCode()).isZero();
      }
      stalled.awaitEvent("run.started");
      stalled.signal("STOP");
      try (ProductProcess other = daemon(node("b", "stall"), Map.of())) {
        assertThat(other.awaitEvent("run.finished")).as(stalled.toString()).contains("complete");
        assertThat(Packages.in(directory.resolve("reports"))).hasSize(1);
        stalled.signal("CONT");
        baseline.release();
        stalled.awaitEvent("run.superseded");
        assertThat(Packages.in(directory.resolve("reports"))).hasSize(1);
        end(stalled);
        end(other);
      }
    }
  }

  @Test
  void aNodeWhoseClockIsFiveMinutesOffWorksByTheDatabases() throws Exception {
    assumeTrue(Files.exists(FAKE_TIME), "needs libfaketime");
    Path right = node("a", "skew", "0/20 * * * * ?");
    Path wrong = node("b", "skew", "0/20 * * * * ?");
    try (ProductProcess a = daemon(right, Map.of());
        ProductProcess b =
            daemon(
                wrong,
                Map.of(
                    "LD_PRELOAD", FAKE_TIME.toString(),
                    "FAKETIME", "-300s",
                    "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                    "FAKETIME_FORCE_MONOTONIC_FIX", "0"))) {
      b.awaitEvent("clock.off");
      awaitAudits(3); // by either: who fires first goes on doing so
      end(a);
      b.awaitEvent("run.finished");
      b.awaitEvent("run.finished");
      end(b);
      assertThat(Stream.concat(a.log().stream(), b.log().stream()))
          .noneMatch(line -> line.contains("period.missed") || line.contains("run.superseded"))
          .noneMatch(line -> line.contains("ERROR") && !line.contains("clock.off"));
      assertThat(Packages.in(directory.resolve("reports")).size())
          .isEqualTo((int) (a.count("report.written") + b.count("report.written")));
      assertThat(
              Packages.in(directory.resolve("reports")).stream()
                  .map(p -> p.replaceAll(".*_(\\d{8}T\\d{6}Z)-.*", "$1")))
          .doesNotHaveDuplicates();
    }
  }

  private void awaitAudits(int atLeast) throws Exception {
    try (StateDatabase database =
        StateDatabase.open(new TestConfig(directory.resolve("a")).read())) {
      PeriodLedger ledger = new PeriodLedger(database.dataSource());
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(500))
          .until(
              () ->
                  ledger.since("skew", Instant.EPOCH).stream()
                          .filter(entry -> entry.state().isDone())
                          .count()
                      >= atLeast);
    }
  }

  private static void end(ProductProcess daemon) throws InterruptedException {
    daemon.sigterm();
    assertThat(daemon.exitCode()).as(daemon.toString()).isZero();
  }

  private Path node(String name, String schedule) throws IOException {
    return node(name, schedule, "0 0 6 1 1 ? 2098");
  }

  private Path node(String name, String schedule, String cron) throws IOException {
    Path node = directory.resolve(name);
    new NobodysBaseline(node.resolve("baselines")).write();
    return Files.writeString(
        node.resolve("iamaudit.yml"),
        """
        accounts: [{id: "123456789012", snapshot: %s}]
        baselines: baselines
        reports: ../reports
        database: {url: "%s", user: postgres}
        http: {listen: none}
        schedules: [{name: %s, cron: "%s", zone: UTC, misfire: run-each}]
        """
            .formatted(
                SNAPSHOT.toAbsolutePath(),
                postgres.getJdbcUrl("postgres", "postgres"),
                schedule,
                cron));
  }

  private static ProductProcess daemon(Path config, Map<String, String> environment)
      throws IOException {
    return ProductProcess.start(
        environment, List.of("-XX:TieredStopAtLevel=1"), "daemon", "--config", config.toString());
  }

  private ProductProcess trigger(String node) throws IOException {
    return ProductProcess.start(
        List.of(),
        "daemon",
        "trigger",
        "stall",
        "--config",
        directory.resolve(node).resolve("iamaudit.yml").toString());
  }
}
