package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing;
import org.iamaudit.report.Release;
import org.iamaudit.run.AuditRequest;
import org.iamaudit.run.AuditRequest.AccountSource;
import org.iamaudit.run.BaselineSource;
import org.iamaudit.run.Outcomes;
import org.iamaudit.run.RunException;
import org.iamaudit.run.RunLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunCommandTest {
  private static final AccountId FIRST = new AccountId("123456789012");
  private static final AccountId SECOND = new AccountId("012345678901");

  @TempDir Path directory;

  private final TestShell shell = new TestShell();
  private Path config;

  @BeforeEach
  void writeConfiguration() throws Exception {
    config =
        Files.writeString(
            directory.resolve("iamaudit.yml"),
            """
            organization: Example Corp
            accounts:
              - {id: "123456789012", name: finance-prod, snapshot: .}
              - {id: "012345678901", snapshot: .}
            as-of: 2026-11-01T06:00:00Z
            fail-on: medium
            """);
  }

  @AfterEach
  void giveTheLogBack() {
    shell.close();
  }

  @Test
  void auditsEveryAccountOfTheConfiguration() {
    assertThat(shell.run("run", "--config", config.toString())).isZero();
    AuditRequest request = shell.requests.get(0);
    assertThat(request.accounts())
        .containsExactly(
            new AccountSource(Optional.of(FIRST), "finance-prod", directory),
            new AccountSource(Optional.of(SECOND), "", directory));
    assertThat(request.reports()).isEqualTo(directory.resolve("reports"));
    assertThat(request.terms().organization()).isEqualTo("Example Corp");
    assertThat(request.asOf()).contains(Instant.parse("2026-11-01T06:00:00Z"));
    assertThat(request.configuration().orElseThrow().name()).isEqualTo("iamaudit.yml");
    assertThat(directory.resolve("state/iamaudit.lock")).as("released lock").isEmptyFile();
  }

  @Test
  void auditsOnlyTheAccountsAskedFor() {
    assertThat(shell.run("run", "--config", config.toString(), "--account", SECOND.digits()))
        .isZero();
    assertThat(shell.requests.get(0).accounts())
        .extracting(source -> source.id().orElseThrow())
        .containsExactly(SECOND);
  }

  @Test
  void anOptionStandsAboveTheConfiguration() {
    shell.finding(new Outcomes().finding(FindingType.ROLE_UNUSED, Severity.MEDIUM));
    String[] args = {"run", "--config", config.toString(), "--as-of", "2026-12-01T00:00:00Z"};
    assertThat(shell.run(args)).isEqualTo(3);
    assertThat(shell.requests.get(0).asOf()).contains(Instant.parse("2026-12-01T00:00:00Z"));
    assertThat(shell.run("run", "--config", config.toString(), "--fail-on", "none")).isZero();
  }

  @Test
  void auditsADirectoryWithoutConfiguration() throws Exception {
    Path out = directory.resolve("out");
    Path exports = Files.createDirectory(directory.resolve("exports"));
    Path needs = Files.createDirectory(directory.resolve("needs"));
    assertThat(
            shell.run(
                "run",
                "--snapshot",
                exports.toString(),
                "--baselines",
                needs.toString(),
                "--out",
                out.toString()))
        .isZero();
    assertThat(shell.requests)
        .containsExactly(
            new AuditRequest(
                List.of(new AccountSource(Optional.empty(), "", exports)),
                Optional.empty(),
                Optional.of(BaselineSource.of(needs)),
                out,
                Optional.empty(),
                AuditRequest.Terms.DEFAULT,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                AuditRequest.Accepted.NOTHING,
                Optional.empty(),
                Release.ALWAYS));
    assertThat(out.resolve("iamaudit.lock")).exists();
    assertThat(shell.lastLine()).isEqualTo(out.resolve("run-1/audit.xlsx"));
    assertThat(shell.err()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "none,     CRITICAL, OPEN,     0",
    "critical, CRITICAL, OPEN,     3",
    "critical, HIGH,     OPEN,     0",
    "high,     CRITICAL, OPEN,     3",
    "low,      INFO,     OPEN,     0",
    "info,     INFO,     OPEN,     3",
    "info,     CRITICAL, EXCEPTED, 0"
  })
  void openFindingsFromTheSeverityOnEndWith3(
      String failOn, Severity severity, Standing.Disposition disposition, int code) {
    shell.finding(new Outcomes().finding(FindingType.EXCESS_PERMISSION, severity, disposition));
    assertThat(shell.run("run", "--config", config.toString(), "--fail-on", failOn))
        .isEqualTo(code);
  }

  @Test
  void gapsEndWith4EvenIfThereAreFindings() {
    shell.finding(
        new Outcomes()
            .finding(FindingType.EXCESS_PERMISSION, Severity.CRITICAL)
            .gap("credential-report.csv", "not collected"));
    assertThat(shell.run("run", "--config", config.toString(), "--fail-on", "info")).isEqualTo(4);
  }

  @Test
  void aFailureEndsWith1AndALineForEachProblem() {
    shell.auditing(
        (request, progress) -> {
          throw new RunException(List.of("`a.json` is truncated", "`b.json` is empty"), null);
        });
    assertThat(shell.run("run", "--config", config.toString())).isEqualTo(1);
    assertThat(shell.err()).isEqualTo("error: `a.json` is truncated\nerror: `b.json` is empty\n");
    assertThat(shell.out()).isEmpty();
  }

  @Test
  void anUnexpectedErrorEndsWith1AndNoTrace() {
    shell.auditing(
        (request, progress) -> {
          throw new IllegalStateException("forged\nerror: nothing happened");
        });
    assertThat(shell.run("run", "--config", config.toString())).isEqualTo(1);
    assertThat(shell.err())
        .isEqualTo(
            "error: unexpected IllegalStateException: forged\uFFFDerror: nothing happened;"
                + " --verbose prints where it happened\n");
  }

  @Test
  void anErrorOfTheMachineEndsWith1AsWell() {
    shell.auditing(
        (request, progress) -> {
          throw new OutOfMemoryError("heap");
        });
    assertThat(shell.run("run", "--config", config.toString())).isEqualTo(1);
    assertThat(shell.err()).startsWith("error: not enough memory: ").contains("-Xmx");
    shell.auditing(
        (request, progress) -> {
          throw new StackOverflowError();
        });
    assertThat(shell.run("run", "--config", config.toString())).isEqualTo(1);
    assertThat(shell.err()).contains("error: unexpected StackOverflowError");
  }

  @Test
  void verbosePrintsTheTrace() {
    shell.auditing(
        (request, progress) -> {
          throw new IllegalStateException("broken");
        });
    assertThat(shell.run("run", "--config", config.toString(), "--verbose")).isEqualTo(1);
    assertThat(shell.err())
        .contains("error: unexpected IllegalStateException: broken\n")
        .contains("\tat org.iamaudit.cli.");
  }

  @Test
  void aHeldLockEndsWith6() throws Exception {
    RunLock lock = RunLock.acquire(directory.resolve("state"), TestShell.NOW);
    try (lock) {
      assertThat(shell.run("run", "--config", config.toString())).isEqualTo(6);
    }
    assertThat(shell.err())
        .startsWith("error: another run holds the lock `" + directory.resolve("state"))
        .contains("process " + ProcessHandle.current().pid() + " since 2026-11-23T12:00:00Z");
    assertThat(shell.requests).isEmpty();
  }

  @Test
  void anOutputDirectoryThatCannotBeMadeEndsWith1() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "");
    assertThat(shell.run("run", "--snapshot", directory.toString(), "--out", file.toString()))
        .isEqualTo(1);
    assertThat(shell.err()).startsWith("error: cannot write the lock file `" + file);
  }

  @Test
  void aWrongConfigurationEndsWith2AndEveryProblem() throws Exception {
    Files.writeString(config, "accounts: []\nreport: x\n");
    assertThat(shell.run("run", "--config", config.toString())).isEqualTo(2);
    assertThat(shell.err())
        .isEqualTo(
            """
            error: %1$s:1: no account to audit: list at least one under `accounts`, or take them from an organization by `collect.organization.member-role`
            error: %1$s:2: unknown key `report` (did you mean `reports`?)
            """
                .formatted(config));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --snapshot d --config c       | --snapshot audits a directory without a configuration; leave out either it or --config and --account
          --snapshot d --account 123456789012 | --snapshot audits a directory without a configuration; leave out either it or --config and --account
          --out d                       | --baselines and --out go with --snapshot; otherwise set `baselines` and `reports` in the configuration
          --config c --baselines d      | --baselines and --out go with --snapshot; otherwise set `baselines` and `reports` in the configuration
          --account 12                  | Invalid value for option '--account' (ID): `12` is not a 12-digit account id
          --as-of yesterday             | Invalid value for option '--as-of': `yesterday` is not an instant in UTC such as `2026-11-01T06:00:00Z`
          --fail-on hihg                | Invalid value for option '--fail-on': `hihg` is not one of none, critical, high, medium, low, info (did you mean `high`?)
          --snapshto d                  | unknown option `--snapshto` (did you mean `--snapshot`?)
          here                          | unexpected argument `here`
          """)
  void wrongUsageEndsWith2AndARemedy(String args, String message) {
    assertThat(shell.run(("run " + args).split(" "))).isEqualTo(2);
    assertThat(shell.err()).isEqualTo("error: " + message + "; see `iamaudit run --help`\n");
    assertThat(shell.requests).isEmpty();
  }

  @Test
  void anAccountThatIsNotConfiguredIsWrongUsage() {
    assertThat(shell.run("run", "--config", config.toString(), "--account", "123456789021"))
        .isEqualTo(2);
    assertThat(shell.err())
        .isEqualTo(
            "error: account `123456789021` is not in `"
                + config
                + "` (did you mean `123456789012`?); see `iamaudit run --help`\n");
  }

  @Test
  void progressIsALineForEachPhase() {
    shell.auditing(
        (request, progress) -> {
          progress.phase("reading finance-prod", -1);
          progress.phase("evaluating finance-prod", 42);
          progress.advance(42);
          return new Outcomes().writtenTo(request.reports());
        });
    shell.run("run", "--config", config.toString());
    assertThat(shell.err())
        .isEqualTo("reading finance-prod, 0.0 s\nevaluating finance-prod: 42, 0.0 s\n");
  }

  @Test
  void quietSaysNothingOnStderr() {
    shell.auditing(
        (request, progress) -> {
          progress.phase("reading", -1);
          return new Outcomes().writtenTo(request.reports());
        });
    assertThat(shell.run("run", "--config", config.toString(), "--quiet")).isZero();
    assertThat(shell.err()).isEmpty();
    assertThat(shell.out()).isNotEmpty();
  }

  @Test
  void jsonLogsMakeEveryLineOnStderrJson() throws Exception {
    shell.auditing(
        (request, progress) -> {
          progress.phase("reading", -1);
          throw new RunException("cannot read `x`", null);
        });
    shell.environment.put("IAMAUDIT_LOGGING_FORMAT", "json");
    assertThat(shell.run("run", "--config", config.toString())).isEqualTo(1);
    assertThat(shell.err().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"@timestamp\":\"") && line.endsWith("}"))
        .anyMatch(line -> line.contains("\"event\":\"run.started\""))
        .anyMatch(line -> line.contains("\"message\":\"cannot read `x`\""));
  }

  @Test
  void withoutAConfigurationTheMessageNamesTheOneThatWasLookedFor() {
    assertThat(shell.run("run", "--config", "nowhere.yml")).isEqualTo(2);
    assertThat(shell.err()).startsWith("error: nowhere.yml: cannot read the configuration");
  }
}
