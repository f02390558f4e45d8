package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.iamaudit.collect.server.FakeAws;
import org.iamaudit.collect.server.FakeError;
import org.iamaudit.collect.server.FakeOrganizationFiles;
import org.iamaudit.collect.server.Faults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live accounts as users audit them: a configuration, an endpoint, the program. */
class LiveAuditIT {
  private static final String SUSPENDED = FakeOrganizationFiles.id(6);
  private static final String BROKEN = FakeOrganizationFiles.id(7);
  private static final Path SAMPLE = Path.of("config/sample/account-123456789012");

  @TempDir Path directory;

  @Test
  void theSampleGivesTheSameFindingsFromAwsAsFromItsFiles() throws Exception {
    try (FakeAws aws = FakeAws.start(SAMPLE)) {
      String common =
          "baselines: %s%nas-of: 2026-11-01T06:00:00Z%n"
              .formatted(Path.of("config/baselines").toAbsolutePath());
      Path live =
          config(
              "live",
              common
                  + "accounts: [{id: \"123456789012\", name: finance-prod}]\n"
                  + collect(aws, "cloudtrail: " + SAMPLE.toAbsolutePath()));
      Path files =
          config(
              "files",
              common
                  + "accounts: [{id: \"123456789012\", name: finance-prod, snapshot: %s}]%n"
                      .formatted(SAMPLE.toAbsolutePath()));
      assertThat(run(live, "123456789012")).isZero();
      assertThat(run(files, "123456789012")).isZero();
      assertThat(findings(live).path("findings")).isEqualTo(findings(files).path("findings"));
      assertThat(findings(live).path("gaps")).isEmpty();
    }
  }

  @Test
  void anOrganizationIsAuditedWithoutTheAccountsThatCannotBeRead() throws Exception {
    List<Path> accounts = FakeOrganizationFiles.write(directory.resolve("accounts"), 20);
    try (FakeAws aws =
        FakeAws.start(
            accounts,
            FakeAws.Options.DEFAULT.withOrganization(Set.of(), Set.of(SUSPENDED), Map.of()))) {
      aws.setFaults(
          Faults.fail(
              call ->
                  call.name().equals("sts:AssumeRole")
                      && call.parameter("RoleArn").contains(BROKEN),
              new FakeError(403, "AccessDenied", "not authorized")));
      Path config =
          config("organization", collect(aws, "organization: {member-role: iamaudit-member}"));
      assertThat(run(config, FakeOrganizationFiles.MANAGEMENT))
          .isEqualTo(ExitCode.INCOMPLETE.code());
      JsonNode findings = findings(config);
      assertThat(findings.path("accounts")).hasSize(18);
      assertThat(findings.path("notAudited")).hasSize(2);
      assertThat(findings.path("notAudited").findValuesAsText("id"))
          .containsExactly(SUSPENDED, BROKEN);
      assertThat(findings.path("notAudited").findValuesAsText("result"))
          .containsExactly("SUSPENDED", "FAILED");
    }
  }

  @Test
  void theDaemonReadsLiveAccountsAtEachFireTime() throws Exception {
    try (FakeAws aws = FakeAws.start(SAMPLE)) {
      Path config =
          config(
              "daemon",
              "accounts: [{id: \"123456789012\"}]\nhttp: {listen: none}\nschedules:\n"
                  + "  - {name: often, cron: \"0/5 * * * * ?\", zone: UTC, misfire: skip}\n"
                  + collect(aws, "requests-per-second: 100"));
      try (ProductProcess daemon =
          ProductProcess.start(
              credentials("123456789012"), "daemon", "--config", config.toString())) {
        daemon.awaitEvent("account.collected");
        assertThat(daemon.awaitEvent("run.finished")).contains("partial");
        daemon.sigterm();
        assertThat(daemon.exitCode()).isZero();
      }
      assertThat(directory.resolve("daemon/reports")).isNotEmptyDirectory();
    }
  }

  private static List<String> credentials(String account) {
    return List.of("-Daws.accessKeyId=AKIATEST" + account, "-Daws.secretKey=x");
  }

  private Path config(String name, String text) throws IOException {
    Path home = Files.createDirectories(directory.resolve(name));
    return Files.writeString(home.resolve("iamaudit.yml"), text);
  }

  private static String collect(FakeAws aws, String more) {
    return "collect:%n  region: eu-central-1%n  regions: [eu-central-1]%n  endpoint: %s%n  %s%n"
        .formatted(aws.endpoint(), more);
  }

  private static int run(Path config, String caller) throws Exception {
    try (ProductProcess run =
        ProductProcess.start(credentials(caller), "run", "--config", config.toString())) {
      return run.exitCode();
    }
  }

  private static JsonNode findings(Path config) throws IOException {
    try (Stream<Path> files = Files.walk(config.resolveSibling("reports"))) {
      Path file =
          files
              .filter(f -> f.getFileName().toString().equals("findings.json"))
              .findFirst()
              .orElseThrow();
      return new ObjectMapper().readTree(file.toFile());
    }
  }
}
