package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.iamaudit.collect.server.FakeAws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A daemon that is killed when an account has been read, and there is no report yet. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the files of a killed process stay locked")
@Timeout(300)
class RecoveryIT {
  private static final Path SAMPLE = Path.of("config/sample/account-123456789012");
  private static final String ACCOUNT = "123456789012";
  private static final String DETAILS = "iam:GetAccountAuthorizationDetails";

  @TempDir Path directory;

  private Path config;

  private NobodysBaseline baseline;

  private void configure(FakeAws aws) throws Exception {
    baseline = new NobodysBaseline(directory.resolve("baselines")).write();
    baseline.hold(); // so that there is no report before the kill
    config =
        Files.writeString(
            directory.resolve("iamaudit.yml"),
            """
            accounts: [{id: "%s"}]
            baselines: baselines
            http: {listen: none}
            schedules: [{name: yearly, cron: "0 0 6 1 1 ? 2098", zone: UTC}]
            collect: {region: eu-central-1, regions: [eu-central-1], endpoint: "%s"}
            """
                .formatted(ACCOUNT, aws.endpoint()));
  }

  @Test
  void theNextAttemptTakesTheSnapshotThatIsThere() throws Exception {
    try (FakeAws aws = FakeAws.start(SAMPLE)) {
      configure(aws);
      killWhenRead();
      int read = aws.callsByName().get(DETAILS);
      recover("account.kept");
      assertThat(aws.callsByName()).containsEntry(DETAILS, read);
      assertThat(children("snapshots/" + ACCOUNT)).hasSize(1);
    }
  }

  @Test
  void aSnapshotThatChangedIsNotTaken() throws Exception {
    try (FakeAws aws = FakeAws.start(SAMPLE)) {
      configure(aws);
      killWhenRead();
      int read = aws.callsByName().get(DETAILS);
      Path snapshot = children("snapshots/" + ACCOUNT).get(0);
      Files.writeString(snapshot.resolve("account-summary.json"), "{}");
      recover("snapshot.changed");
      assertThat(aws.callsByName().get(DETAILS)).isEqualTo(2 * read);
    }
  }

  private void killWhenRead() throws Exception {
    try (ProductProcess daemon = daemon()) {
      daemon.awaitEvent("schedule.next");
      try (ProductProcess asked =
          ProductProcess.start(
              List.of(), "daemon", "trigger", "yearly", "--config", config.toString())) {
        assertThat(asked.exitCode()).isZero();
      }
      daemon.awaitEvent("account.collected");
      daemon.kill();
    }
    assertThat(directory.resolve("reports"))
        .satisfiesAnyOf(
            reports -> assertThat(reports).doesNotExist(),
            reports -> assertThat(reports).isDirectoryNotContaining("glob:**/iam-audit*"));
  }

  private void recover(String event) throws Exception {
    baseline.write();
    try (ProductProcess daemon = daemon()) {
      daemon.awaitEvent(event);
      assertThat(daemon.awaitEvent("run.finished")).contains("partial");
      daemon.sigterm();
      assertThat(daemon.exitCode()).as(daemon.toString()).isZero();
    }
    assertThat(children("reports")).hasSize(1);
  }

  private ProductProcess daemon() throws IOException {
    return ProductProcess.start(
        List.of(
            "-Daws.accessKeyId=AKIATEST" + ACCOUNT, "-Daws.secretKey=x", "-XX:TieredStopAtLevel=1"),
        "daemon",
        "--config",
        config.toString());
  }

  private List<Path> children(String of) throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve(of))) {
      return files
          .filter(f -> !f.getFileName().toString().equals("work"))
          .filter(f -> !f.getFileName().toString().startsWith(".")) // locks and what is being made
          .toList();
    }
  }
}
