package org.iamaudit.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.iamaudit.cli.ProductProcess;
import org.iamaudit.collect.server.FakeAws;
import org.iamaudit.config.ConfigLoader;
import org.iamaudit.history.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A daemon that is killed when its package is in place and the ledger does not know yet. The moment
 * is made to last by a lock on a table that is written in between.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the files of a killed process stay locked")
@Timeout(300)
class CrashedPublicationIT {
  private static final Path SAMPLE = Path.of("config/sample/account-123456789012");

  @TempDir Path directory;

  @Test
  void afterARestartThePackageIsFoundAndRecorded() throws Exception {
    String left = crashAndRecover("a");
    assertThat(Packages.in(directory.resolve("reports")))
        .as("the same snapshot, the same package")
        .containsExactly(left);
  }

  /** As no two nodes should be set up: see README. */
  @Test
  void anotherNodeWithoutTheSnapshotReplacesThePackage() throws Exception {
    String left = crashAndRecover("b");
    List<String> packages = Packages.in(directory.resolve("reports"));
    assertThat(packages).hasSize(2).contains(left);
    String other = packages.get(1 - packages.indexOf(left));
    Path manifest = directory.resolve("reports").resolve(other).resolve("manifest.json");
    assertThat(new ObjectMapper().readTree(manifest.toFile()).at("/supersedes").asText())
        .isEqualTo(left.substring(left.lastIndexOf('_') + 1));
  }

  /**
   * Has node {@code a} die, and another finish.
   *
   * @return the package that the dead one left
   */
  private String crashAndRecover(String survivor) throws Exception {
    try (EmbeddedPostgres postgres = Postgres.start();
        FakeAws aws = FakeAws.start(SAMPLE)) {
      String left;
      Path first = node("a", postgres, aws);
      try (Connection connection = postgres.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement();
          ProductProcess dying = daemon(first)) {
        dying.awaitEvent("schedule.next");
        connection.setAutoCommit(false);
        statement.execute("LOCK TABLE audit_figure IN ACCESS EXCLUSIVE MODE");
        try (ProductProcess asked =
            ProductProcess.start(
                List.of(), "daemon", "trigger", "yearly", "--config", first.toString())) {
          assertThat(asked.exitCode()).isZero();
        }
        Awaitility.await()
            .atMost(Duration.ofMinutes(2))
            .until(
                () ->
                    Files.exists(directory.resolve("reports"))
                        && !Packages.in(directory.resolve("reports")).isEmpty());
        left = Packages.in(directory.resolve("reports")).get(0);
        dying.kill();
        connection.rollback();
      }
      Path second = node(survivor, postgres, aws);
      try (ProductProcess daemon = daemon(second)) {
        assertThat(daemon.awaitEvent("run.finished")).contains("partial");
        daemon.sigterm();
        assertThat(daemon.exitCode()).as(daemon.toString()).isZero();
      }
      assertOneResult(second);
      return left;
    }
  }

  private void assertOneResult(Path config) throws Exception {
    try (StateDatabase database =
        StateDatabase.open(
            new ConfigLoader(Map.of(), new ScheduleCheck(Instant::now)).load(config))) {
      List<LedgerEntry> ledger = new PeriodLedger(database.dataSource()).latest(10);
      assertThat(ledger).hasSize(1);
      assertThat(ledger.get(0).state()).isEqualTo(LedgerEntry.State.PARTIAL);
      assertThat(Path.of(ledger.get(0).workbook())).exists();
    }
    try (ProductProcess verify =
        ProductProcess.start(List.of(), "verify", directory.resolve("reports").toString())) {
      assertThat(verify.exitCode()).as(String.join("\n", verify.log())).isZero();
    }
  }

  private Path node(String name, EmbeddedPostgres postgres, FakeAws aws) throws IOException {
    Path node = Files.createDirectories(directory.resolve(name));
    return Files.writeString(
        node.resolve("iamaudit.yml"),
        """
        accounts: [{id: "123456789012"}]
        reports: ../reports
        database: {url: "%s", user: postgres}
        http: {listen: none}
        schedules: [{name: yearly, cron: "0 0 6 1 1 ? 2098", zone: UTC}]
        collect:
          region: eu-central-1
          regions: [eu-central-1]
          endpoint: "%s"
          requests-per-second: 100
        """
            .formatted(postgres.getJdbcUrl("postgres", "postgres"), aws.endpoint()));
  }

  private static ProductProcess daemon(Path config) throws IOException {
    return ProductProcess.start(
        List.of(
            "-Daws.accessKeyId=AKIATEST123456789012",
            "-Daws.secretKey=x",
            "-XX:TieredStopAtLevel=1"),
        "daemon",
        "--config",
        config.toString());
  }
}
