package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCheckCommandTest {
  private static final Path FILES = Path.of("src/test/resources/config");

  private final TestShell shell = new TestShell();

  @AfterEach
  void giveTheLogBack() {
    shell.close();
  }

  @Test
  void printsTheConfigurationInForce() {
    shell.environment.put("IAMAUDIT_ORGANIZATION", "From Outside: 1");
    assertThat(shell.run("config", "check", "--config", FILES.resolve("minimal.yml").toString()))
        .isZero();
    assertThat(shell.out())
        .isEqualTo(
            """
            organization: "From Outside: 1"
            accounts:
              - id: "012345678901"
                snapshot: %1$s
            reports: %1$s/reports
            state: %1$s/state
            classification: Internal
            thresholds:
              unused-credential: P45D
              unused-role: P90D
              unused-permission: P90D
              access-key-age: P90D
              root-use: P31D
              password-length: 14
              password-reuse: 24
            frameworks:
              - NIST-800-53-r5
              - NIST-CSF-2.0
              - CIS-AWS-7.0.0
              - ISO-27001-2022
              - SOC2-2017
              - PCI-DSS-4.0.1
              - HIPAA-2013
              - AWS-SECURITY-HUB-2026
            retention: P7Y
            fail-on: none
            schedules: []
            http:
              listen: 127.0.0.1:8383
              freshness-grace: PT6H
            logging:
              level: info
              format: text
            """
                .formatted(FILES.toAbsolutePath()));
    assertThat(shell.err()).isEmpty();
  }

  @Test
  void snapshotsAwayFromTheReportsOfSeveralDaemonsAreDoubted(@TempDir Path directory)
      throws Exception {
    Path file = directory.resolve("iamaudit.yml");
    String lines =
        """
        accounts: [{id: "123456789012"}]
        collect: {region: eu-central-1, snapshots: %s}
        reports: shared/reports
        """;
    Files.writeString(file, lines.formatted("snapshots"));
    assertThat(shell.run("config", "check", "--config", file.toString())).isZero();
    assertThat(shell.err()).as("one daemon").isEmpty();

    shell.environment.put("IAMAUDIT_DATABASE_URL", "jdbc:postgresql://db.example.com/iamaudit");
    assertThat(shell.run("config", "check", "--config", file.toString())).isZero();
    assertThat(shell.err())
        .startsWith("warning: `collect.snapshots` (`" + directory.resolve("snapshots") + "`)")
        .contains("must share both directories");

    Files.writeString(file, lines.formatted("shared/snapshots"));
    TestShell again = new TestShell();
    again.environment.putAll(shell.environment);
    assertThat(again.run("config", "check", "--config", file.toString())).isZero();
    assertThat(again.err()).as("side by side").isEmpty();
    again.close();
  }

  @Test
  void reportsProblemsOfTheFileAndOfCronExpressionsTogether() {
    String file = FILES.resolve("bad/cron-never-fires.yml").toString();
    assertThat(shell.run("config", "check", "--config", file)).isEqualTo(2);
    assertThat(shell.err().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("error: " + file + ":") && line.contains("never fires"));
    assertThat(shell.out()).isEmpty();
  }
}
