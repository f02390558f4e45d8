package org.iamaudit.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.iamaudit.cli.ProductProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Daemons on one PostgreSQL, of which one stalls. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGSTOP")
@Timeout(300)
class FenceIT {
  private static final Path SNAPSHOT = Path.of("config/sample/account-123456789012");

  @TempDir Path directory;

  private EmbeddedPostgres postgres;

  @BeforeEach
  void start() throws IOException {
    postgres = EmbeddedPostgres.start();
  }

  @AfterEach
  void stop() throws IOException {
    postgres.close();
  }

  @Test
  void aNodeThatStalledFindsItsAuditTakenOverAndPublishesNothing() throws Exception {
    try (ProductProcess stalled = daemon(node("a", "stall"))) {
      stalled.awaitEvent("schedule.next");
      try (ProductProcess asked = trigger("a")) {
        assertThat(asked.exitCode()).isZero();
      }
      stalled.awaitEvent("run.started");
      stalled.signal("STOP");
      try (ProductProcess other = daemon(node("b", "stall"))) {
        assertThat(other.awaitEvent("run.finished")).as(stalled.toString()).contains("complete");
        assertThat(packages()).hasSize(1);
        stalled.signal("CONT");
        stalled.awaitEvent("run.superseded");
        assertThat(packages()).hasSize(1);
        end(stalled);
        end(other);
      }
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
    Path node = Files.createDirectories(directory.resolve(name));
    return Files.writeString(
        node.resolve("iamaudit.yml"),
        """
        accounts: [{id: "123456789012", snapshot: %s}]
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

  private static ProductProcess daemon(Path config) throws IOException {
    return ProductProcess.start(
        List.of("-XX:TieredStopAtLevel=1"), "daemon", "--config", config.toString());
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

  private List<String> packages() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("reports"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .toList();
    }
  }
}
