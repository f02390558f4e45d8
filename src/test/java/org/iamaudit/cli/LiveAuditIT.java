package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.iamaudit.collect.server.CompleteAccount;
import org.iamaudit.collect.server.FakeAws;
import org.iamaudit.collect.server.FakeError;
import org.iamaudit.collect.server.FakeOrganizationFiles;
import org.iamaudit.collect.server.Faults;
import org.iamaudit.snapshot.SnapshotReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live accounts as users audit them: a configuration, an endpoint, the program. */
class LiveAuditIT {
  private static final String SUSPENDED = FakeOrganizationFiles.id(6);
  private static final String BROKEN = FakeOrganizationFiles.id(7);
  private static final String AS_OF = "2026-11-01T06:00:00Z";
  private static final Optional<String> GENERATED =
      Optional.ofNullable(System.getProperty("iamaudit.live.account"));
  private static final Path BASELINES =
      Path.of(GENERATED.isPresent() ? "src/test/resources/generated/baselines" : "config/baselines")
          .toAbsolutePath();
  private static final Path SAMPLE = Path.of("config/sample/account-123456789012");

  @TempDir Path directory;

  /**
   * All of {@code findings.json}, with and without a history. {@code -Diamaudit.live.account=DIR}
   * takes a generated account; a large one needs {@code -Diamaudit.test.patience=SECONDS} too.
   */
  @Test
  void anAccountGivesTheSameFindingsFromAwsAsFromItsFiles() throws Exception {
    Path account =
        CompleteAccount.of(GENERATED.map(Path::of).orElse(SAMPLE), directory.resolve("account"));
    String id = SnapshotReader.read(account).account().digits();
    String settings =
        "baselines: %s%nas-of: %s%naccounts:%n- {id: \"%s\"".formatted(BASELINES, AS_OF, id);
    Path live;
    try (FakeAws aws =
        FakeAws.start(
            List.of(account),
            FakeAws.Options.DEFAULT.withOrganization(Set.of(id), Set.of(), Map.of()))) {
      String logs = "cloudtrail: " + account.resolve("cloudtrail");
      live = config("live", settings + "}\n" + collect(aws, logs + "\n  requests-per-second: 200"));
      assertThat(run(live, id)).isZero();
    }
    Path files = config("files", settings + ", snapshot: %s}%n".formatted(account));
    assertThat(run(files, id)).isZero();
    ObjectNode expected = findings(files.resolveSibling("reports"));
    assertThat(expected.path("findings")).isNotEmpty();
    assertThat(expected.path("gaps")).isEmpty();
    assertThat(findings(live.resolveSibling("reports"))).isEqualTo(expected);

    Path collected = onlyDirectory(live.resolveSibling("snapshots").resolve(id));
    assertThat(findingsOfDirectory(collected, "of-collected"))
        .isEqualTo(findingsOfDirectory(account, "of-account"));
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
      JsonNode findings = findings(config.resolveSibling("reports"));
      assertThat(findings.path("accounts")).hasSize(18);
      assertThat(findings.path("notAudited")).hasSize(2);
      assertThat(findings.path("notAudited").findValuesAsText("id"))
          .containsExactly(SUSPENDED, BROKEN);
      assertThat(findings.path("notAudited").findValuesAsText("result"))
          .containsExactly("SUSPENDED", "FAILED");
    }
  }

  @Test
  void anAccountWithASnapshotIsAuditedThoughNoLiveOneCanBeRead() throws Exception {
    try (FakeAws aws = FakeAws.start(SAMPLE)) {
      aws.setFaults(
          Faults.fail(
              call -> call.name().equals("sts:AssumeRole"),
              new FakeError(403, "AccessDenied", "not authorized")));
      String accounts =
          "baselines: %s%naccounts:%n- {id: \"123456789012\", snapshot: %s}%n"
              .formatted(BASELINES, SAMPLE.toAbsolutePath());
      String live = "- {id: \"%s\", role-arn: \"arn:aws:iam::%1$s:role/iamaudit-member\"}%n";
      Path config = config("both", accounts + live.formatted(BROKEN) + collect(aws, ""));
      assertThat(run(config, FakeOrganizationFiles.MANAGEMENT))
          .isEqualTo(ExitCode.INCOMPLETE.code());
      JsonNode findings = findings(config.resolveSibling("reports"));
      assertThat(findings.path("accounts").findValuesAsText("id")).containsExactly("123456789012");
      assertThat(findings.path("notAudited").findValuesAsText("id")).containsExactly(BROKEN);
      assertThat(exitCode("", "verify", config.resolveSibling("reports").toString())).isZero();
    }
  }

  /** It knows all accounts of the organization, however few it reads. */
  @Test
  void aBaselineForAnotherAccountOfTheOrganizationIsNoStray() throws Exception {
    List<Path> accounts = FakeOrganizationFiles.write(directory.resolve("accounts"), 3);
    Path baselines = Files.createDirectories(directory.resolve("one/baselines"));
    for (String id : List.of(FakeOrganizationFiles.id(2), "444455556667")) {
      Files.writeString(
          baselines.resolve(id + ".yml"),
          """
          baseline: of-%1$s
          owner: o@example.com
          applies-to: [{user: "*"}]
          accounts: ["%1$s"]
          forbids: [{Action: "s3:*", Resource: "*"}]
          """
              .formatted(id));
    }
    try (FakeAws aws =
        FakeAws.start(
            accounts, FakeAws.Options.DEFAULT.withOrganization(Set.of(), Set.of(), Map.of()))) {
      String collect = collect(aws, "organization: {member-role: iamaudit-member}");
      Path config = config("one", "baselines: baselines\n" + collect);
      String one = "--account=" + FakeOrganizationFiles.id(1);
      exitCode(
          FakeOrganizationFiles.MANAGEMENT, "run", "--config", config.toString(), one, "--quiet");
      Path reports = config.resolveSibling("reports");
      assertThat(findings(reports).path("accounts")).hasSize(1);
      assertThat(findings(reports).path("notAudited")).isEmpty();
      assertThat(findings(reports).path("findings").findValuesAsText("name"))
          .contains("of-444455556667")
          .doesNotContain("of-" + FakeOrganizationFiles.id(2));
      assertThat(exitCode("", "verify", reports.toString())).isZero();
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

  @Test
  void theDaemonCountsWhatItAsksOfAws() throws Exception {
    AtomicInteger throttled = new AtomicInteger(3);
    try (FakeAws aws = FakeAws.start(SAMPLE)) {
      aws.setFaults(
          Faults.all(
              Faults.deny("iam:GetAccountSummary"),
              Faults.fail(
                  call -> call.service().equals("kms") && throttled.getAndDecrement() > 0,
                  FakeError.throttling())));
      Path config =
          config(
              "metrics",
              "accounts: [{id: \"123456789012\"}]\nhttp: {listen: \"127.0.0.1:0\"}\nschedules:\n"
                  + "  - {name: yearly, cron: \"0 0 6 1 1 ? 2098\", zone: UTC}\n"
                  + collect(aws, "requests-per-second: 100"));
      try (ProductProcess daemon =
          ProductProcess.start(
              credentials("123456789012"), "daemon", "--config", config.toString())) {
        String listening = daemon.awaitEvent("http.listening");
        assertThat(exitCode("", "daemon", "trigger", "yearly", "--config", config.toString()))
            .isZero();
        daemon.awaitEvent("run.finished");
        String metrics = metrics(listening);
        Map<String, Integer> asked = aws.callsByName();
        assertThat(total(metrics, "iamaudit_aws_requests_total\\{.*"))
            .isEqualTo(asked.values().stream().mapToInt(i -> i).sum());
        String ofSummary = "operation=\"GetAccountSummary\",outcome=\"denied\",service=\"iam\"";
        assertThat(total(metrics, "iamaudit_aws_requests_total\\{" + ofSummary + "}"))
            .isEqualTo(asked.get("iam:GetAccountSummary"))
            .isPositive();
        assertThat(total(metrics, "iamaudit_aws_throttles_total\\{service=\"kms\"}"))
            .isEqualTo(total(metrics, "iamaudit_aws_requests_total.*throttled.*"))
            .isEqualTo(3);
        assertThat(total(metrics, "iamaudit_aws_throttles_total\\{service=\"iam\"}")).isZero();
        assertThat(total(metrics, "iamaudit_aws_request_duration_seconds_count.*"))
            .isEqualTo(total(metrics, "iamaudit_aws_requests_total.*"));
        assertThat(metrics).doesNotContain("123456789012");
        if (Files.exists(Path.of(".git"))) { // what is packaged knows its commit
          assertThat(metrics).containsPattern("build_info\\{revision=\"[0-9a-f]{40}(-dirty)?\"");
        }
      }
    }
  }

  private static String metrics(String listening) throws Exception {
    Matcher port = Pattern.compile("address=\"[^\"]*:(\\d+)\"").matcher(listening);
    assertThat(port.find()).as(listening).isTrue();
    URI uri = URI.create("http://127.0.0.1:" + port.group(1) + "/metrics");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** The sum of all series that a regular expression matches. */
  private static int total(String metrics, String series) {
    return Pattern.compile("(?m)^" + series + " ([0-9.E]+)$")
        .matcher(metrics)
        .results()
        .mapToInt(found -> (int) Double.parseDouble(found.group(found.groupCount())))
        .sum();
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
    return exitCode(caller, "run", "--config", config.toString());
  }

  private static int exitCode(String caller, String... command) throws Exception {
    try (ProductProcess run = ProductProcess.start(credentials(caller), command)) {
      return run.exitCode();
    }
  }

  private ObjectNode findingsOfDirectory(Path snapshot, String name) throws Exception {
    Path reports = directory.resolve(name);
    assertThat(
            exitCode(
                "",
                "run",
                "--snapshot=" + snapshot,
                "--baselines=" + BASELINES,
                "--out=" + reports,
                "--as-of=" + AS_OF))
        .isZero();
    return findings(reports);
  }

  private static Path onlyDirectory(Path parent) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      List<Path> found = children.filter(Files::isDirectory).toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  /** The findings of the one package, but for the run id, which is a hash of the input files. */
  private static ObjectNode findings(Path reports) throws IOException {
    Path file = onlyDirectory(reports).resolve("findings.json");
    ObjectNode findings = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    return findings.without("runId");
  }
}
