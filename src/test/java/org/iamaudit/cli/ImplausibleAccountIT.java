package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.iamaudit.collect.server.FakeAws;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An account that is empty, or has lost most of itself, is a failed run and not a clean report. */
class ImplausibleAccountIT {
  private static final String ID = "123456789012";
  private static final String DETAILS = "account-authorization-details.json";
  private static final Path SAMPLE = Path.of("config/sample/account-" + ID);
  private static final List<String> CREDENTIALS =
      List.of("-Daws.accessKeyId=AKIATEST" + ID, "-Daws.secretKey=x");

  @TempDir Path directory;

  @Test
  void aRunOfAnEmptyAccountFails() throws Exception {
    try (FakeAws aws = FakeAws.start(account(0))) {
      assertRunFails(config(aws), "listed no user and no role");
    }
    assertThat(directory.resolve("reports")).doesNotExist();
  }

  @Test
  void aRunOfAnAccountThatShrankFails() throws Exception {
    try (FakeAws aws = FakeAws.start(SAMPLE);
        ProductProcess run = run(config(aws))) {
      assertThat(run.exitCode()).as(run.toString()).isEqualTo(ExitCode.INCOMPLETE.code());
    }
    List<Path> before = packages();
    assertThat(before).hasSize(1);
    try (FakeAws aws = FakeAws.start(account(1))) {
      assertRunFails(config(aws), "raise `collect.max-shrink`");
    }
    assertThat(packages()).isEqualTo(before);
  }

  @Test
  void theDaemonReportsTheFailureAndGoesOn() throws Exception {
    try (FakeAws aws = FakeAws.start(account(0))) {
      Path config = config(aws);
      Files.writeString(
          config,
          Files.readString(config)
              + "http: {listen: none}\nschedules:\n"
              + "  - {name: often, cron: \"0/2 * * * * ?\", zone: UTC, misfire: skip}\n");
      try (ProductProcess daemon =
          ProductProcess.start(CREDENTIALS, "daemon", "--config", config.toString())) {
        for (int i = 0; i < 2; i++) {
          assertThat(daemon.awaitEvent("run.finished"))
              .contains("outcome=\"failed\"", "listed no user and no role");
        }
        daemon.sigterm();
        daemon.exitCode();
        assertThat(daemon.count("report.written")).isZero();
      }
    }
    assertThat(directory.resolve("reports")).doesNotExist();
  }

  private static void assertRunFails(Path config, String reason) throws Exception {
    try (ProductProcess run = run(config)) {
      assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED.code());
      assertThat(run.log()).anySatisfy(line -> assertThat(line).contains("error: ", reason));
    }
  }

  private static ProductProcess run(Path config) throws IOException {
    return ProductProcess.start(CREDENTIALS, "run", "--config", config.toString());
  }

  private List<Path> packages() throws IOException {
    try (var folders = Files.list(directory.resolve("reports"))) {
      return folders.toList();
    }
  }

  private Path config(FakeAws aws) throws IOException {
    return Files.writeString(
        directory.resolve("iamaudit.yml"),
        """
        accounts: [{id: "%s"}]
        collect: {region: eu-central-1, endpoint: "%s", requests-per-second: 200}
        """
            .formatted(ID, aws.endpoint()));
  }

  /** The sample with its groups, so many users, no role and no count of its own. */
  private Path account(int users) throws IOException {
    ObjectMapper json = new ObjectMapper();
    ObjectNode details = (ObjectNode) json.readTree(SAMPLE.resolve(DETAILS).toFile());
    ArrayNode all = (ArrayNode) details.get("UserDetailList");
    while (all.size() > users) {
      all.remove(all.size() - 1);
    }
    details.putArray("RoleDetailList");
    Path account = Files.createDirectory(directory.resolve("account"));
    json.writeValue(account.resolve(DETAILS).toFile(), details);
    return account;
  }
}
