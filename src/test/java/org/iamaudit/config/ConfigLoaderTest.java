package org.iamaudit.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.iamaudit.arn.AccountId;
import org.iamaudit.collect.BucketSettings;
import org.iamaudit.collect.BucketSettings.Lock;
import org.iamaudit.collect.BucketSettings.Mode;
import org.iamaudit.config.AuditConfig.Account;
import org.iamaudit.config.AuditConfig.LogSettings;
import org.iamaudit.config.Schedule.Misfire;
import org.iamaudit.config.Schedule.Split;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Thresholds;
import org.iamaudit.notify.NotifySettings;
import org.iamaudit.report.ControlMapping;
import org.iamaudit.report.InputFile;
import org.iamaudit.run.AuditRequest;
import org.iamaudit.run.AuditRequest.AccountSource;
import org.iamaudit.run.KeySource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLoaderTest {
  private static final Path FILES = Path.of("src/test/resources/config");
  private static final Path MINIMAL = FILES.resolve("minimal.yml");
  private static final Path FULL = FILES.resolve("full.yml");
  private static final CronCheck ANY_CRON = (cron, zone) -> Optional.empty();
  private static final AccountId FIRST = new AccountId("123456789012");
  private static final AccountId SECOND = new AccountId("012345678901");

  @Test
  void whatIsLeftOutHasADefault() throws ConfigException {
    AuditConfig config = load(MINIMAL, Map.of());
    assertThat(config)
        .isEqualTo(
            new AuditConfig(
                MINIMAL,
                config.sha256(),
                "",
                List.of(new Account(SECOND, "", FILES)),
                Optional.empty(),
                Optional.empty(),
                FILES.resolve("reports"),
                FILES.resolve("state"),
                "Internal",
                Optional.empty(),
                Thresholds.DEFAULT,
                ControlMapping.DEFAULT,
                Period.ofYears(7),
                Optional.empty(),
                FailOn.NONE,
                List.of(),
                Optional.empty(),
                HttpSettings.DEFAULT,
                NotifySettings.NONE,
                new LogSettings(LogLevel.INFO, LogFormat.TEXT),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void everyKeyIsRead() throws ConfigException {
    AuditConfig config = load(FULL, Map.of());
    assertThat(config)
        .isEqualTo(
            new AuditConfig(
                FULL,
                config.sha256(),
                "Example Corp Finance",
                List.of(
                    new Account(FIRST, "finance-prod", FILES),
                    new Account(SECOND, "", FILES.resolve("bad"))),
                Optional.of(FILES),
                Optional.of(FILES.resolve("waivers.yml")),
                Path.of("src/test/resources/reports"),
                Path.of("/var/lib/iamaudit"),
                "Confidential",
                Optional.of(Instant.parse("2026-11-01T06:00:00Z")),
                new Thresholds(
                    Period.ofDays(30),
                    Period.ofMonths(3),
                    Period.ofYears(1),
                    Period.ofDays(60),
                    Period.ofWeeks(1),
                    16,
                    12),
                List.of("CIS-AWS-5.0.0", "PCI-DSS-4.0.1"),
                Period.ofYears(10),
                Optional.of(
                    new KeySource(
                        FILES.resolve("minimal.yml"),
                        Optional.of("audit"),
                        Optional.empty(),
                        Optional.of("AUDIT_PASSWORD"))),
                new FailOn(Optional.of(Severity.HIGH)),
                List.of(
                    new Schedule(
                        "monthly",
                        Schedule.Kind.AUDIT,
                        "0 0 6 1 * ?",
                        ZoneId.of("Europe/Berlin"),
                        Misfire.SKIP,
                        List.of(),
                        Split.NONE,
                        List.of(FIRST)),
                    new Schedule(
                        "weekly",
                        Schedule.Kind.AUDIT,
                        "0 30 7 ? * MON",
                        ZoneId.of("UTC"),
                        Misfire.RUN_EACH,
                        List.of(
                            BlackoutDays.parse("2026-12-24/2027-01-02"),
                            BlackoutDays.parse("--05-01"),
                            BlackoutDays.parse("2027-03-31")),
                        Split.ACCOUNT,
                        List.of()),
                    new Schedule(
                        "nightly",
                        Schedule.Kind.AUDIT,
                        "0 0 2 * * ?",
                        ZoneId.of("+02:00"),
                        Misfire.RUN_ONCE,
                        List.of(),
                        Split.NONE,
                        List.of()),
                    new Schedule(
                        "hourly",
                        Schedule.Kind.AUDIT,
                        "0 0 * * * ?",
                        ZoneId.of("America/New_York"),
                        Misfire.RUN_ONCE,
                        List.of(),
                        Split.NONE,
                        List.of())),
                Optional.of(
                    new DatabaseSettings(
                        "jdbc:postgresql://db.example.com/iamaudit",
                        "auditor",
                        Optional.of(MINIMAL))),
                new HttpSettings(
                    Optional.of(InetSocketAddress.createUnresolved("0.0.0.0", 9000)),
                    Optional.of("https://evidence.example.com/iamaudit/"),
                    Duration.ofHours(2)),
                new NotifySettings(List.of(), Duration.ofHours(30)),
                new LogSettings(LogLevel.DEBUG, LogFormat.JSON),
                Optional.empty(),
                Optional.of(
                    new BucketSettings(
                        "evidence",
                        "iam-audit/",
                        "eu-central-1",
                        Optional.of(URI.create("https://s3.example.com")),
                        Optional.of("arn:aws:kms:eu-central-1:123456789012:key/1234abcd"),
                        Optional.of(new Lock(Mode.COMPLIANCE, Period.ofYears(10)))))));
  }

  @Test
  void theEnvironmentReplacesEverySingleValue() throws ConfigException {
    AuditConfig config =
        load(
            FULL,
            Map.ofEntries(
                Map.entry("IAMAUDIT_ORGANIZATION", "Other Corp"),
                Map.entry("IAMAUDIT_BASELINES", "src"),
                Map.entry("IAMAUDIT_WAIVERS", "pom.xml"),
                Map.entry("IAMAUDIT_REPORTS", "out/reports"),
                Map.entry("IAMAUDIT_STATE", "out/state"),
                Map.entry("IAMAUDIT_CLASSIFICATION", "Secret"),
                Map.entry("IAMAUDIT_AS_OF", "2026-12-01T00:00:00Z"),
                Map.entry("IAMAUDIT_THRESHOLDS_UNUSED_CREDENTIAL", "P1D"),
                Map.entry("IAMAUDIT_THRESHOLDS_UNUSED_ROLE", "P2D"),
                Map.entry("IAMAUDIT_THRESHOLDS_UNUSED_PERMISSION", "P3D"),
                Map.entry("IAMAUDIT_THRESHOLDS_ACCESS_KEY_AGE", "P4D"),
                Map.entry("IAMAUDIT_THRESHOLDS_ROOT_USE", "P5D"),
                Map.entry("IAMAUDIT_THRESHOLDS_PASSWORD_LENGTH", "20"),
                Map.entry("IAMAUDIT_THRESHOLDS_PASSWORD_REUSE", "6"),
                Map.entry("IAMAUDIT_RETENTION", "P3Y"),
                Map.entry("IAMAUDIT_SIGNING_FILE", "pom.xml"),
                Map.entry("IAMAUDIT_SIGNING_ALIAS", "other"),
                Map.entry("IAMAUDIT_SIGNING_PASSWORD_VARIABLE", "OTHER_PASSWORD"),
                Map.entry("IAMAUDIT_FAIL_ON", "critical"),
                Map.entry("IAMAUDIT_DATABASE_URL", "jdbc:postgresql:other"),
                Map.entry("IAMAUDIT_DATABASE_USER", "other"),
                Map.entry("IAMAUDIT_DATABASE_PASSWORD_FILE", "pom.xml"),
                Map.entry("IAMAUDIT_HTTP_LISTEN", "none"),
                Map.entry("IAMAUDIT_HTTP_PACKAGES_URL", "file:///srv/evidence/"),
                Map.entry("IAMAUDIT_HTTP_FRESHNESS_GRACE", "PT1M"),
                Map.entry("IAMAUDIT_DELIVERY_BUCKET", "other-bucket"),
                Map.entry("IAMAUDIT_DELIVERY_PREFIX", "other"),
                Map.entry("IAMAUDIT_DELIVERY_REGION", "us-east-1"),
                Map.entry("IAMAUDIT_DELIVERY_ENDPOINT", "http://127.0.0.1:9001"),
                Map.entry(
                    "IAMAUDIT_DELIVERY_KMS_KEY_ARN",
                    "arn:aws:kms:us-east-1:123456789012:alias/other"),
                Map.entry("IAMAUDIT_DELIVERY_OBJECT_LOCK", "governance"),
                Map.entry("IAMAUDIT_DELIVERY_RETAIN", "P90D"),
                Map.entry("IAMAUDIT_NOTIFY_OVERDUE_AFTER", "P4D"),
                Map.entry("IAMAUDIT_LOGGING_LEVEL", "error"),
                Map.entry("IAMAUDIT_LOGGING_FORMAT", "text")));
    AuditConfig file = load(FULL, Map.of());
    assertThat(config)
        .isEqualTo(
            new AuditConfig(
                FULL,
                file.sha256(),
                "Other Corp",
                file.accounts(),
                Optional.of(Path.of("src")),
                Optional.of(Path.of("pom.xml")),
                Path.of("out/reports"),
                Path.of("out/state"),
                "Secret",
                Optional.of(Instant.parse("2026-12-01T00:00:00Z")),
                new Thresholds(
                    Period.ofDays(1),
                    Period.ofDays(2),
                    Period.ofDays(3),
                    Period.ofDays(4),
                    Period.ofDays(5),
                    20,
                    6),
                file.frameworks(),
                Period.ofYears(3),
                Optional.of(
                    new KeySource(
                        Path.of("pom.xml"),
                        Optional.of("other"),
                        Optional.empty(),
                        Optional.of("OTHER_PASSWORD"))),
                new FailOn(Optional.of(Severity.CRITICAL)),
                file.schedules(),
                Optional.of(
                    new DatabaseSettings(
                        "jdbc:postgresql:other", "other", Optional.of(Path.of("pom.xml")))),
                new HttpSettings(
                    Optional.empty(), Optional.of("file:///srv/evidence/"), Duration.ofMinutes(1)),
                new NotifySettings(List.of(), Duration.ofDays(4)),
                new LogSettings(LogLevel.ERROR, LogFormat.TEXT),
                Optional.empty(),
                Optional.of(
                    new BucketSettings(
                        "other-bucket",
                        "other/",
                        "us-east-1",
                        Optional.of(URI.create("http://127.0.0.1:9001")),
                        Optional.of("arn:aws:kms:us-east-1:123456789012:alias/other"),
                        Optional.of(new Lock(Mode.GOVERNANCE, Period.ofDays(90)))))));
  }

  @Test
  void theEnvironmentMakesASectionThatTheFileLacks() throws ConfigException {
    AuditConfig config = load(MINIMAL, Map.of("IAMAUDIT_LOGGING_FORMAT", "json"));
    assertThat(config.logging()).isEqualTo(new LogSettings(LogLevel.INFO, LogFormat.JSON));
  }

  @Test
  void anEmptyVariableCountsAsUnset() throws ConfigException {
    assertThat(load(FULL, Map.of("IAMAUDIT_AS_OF", ""))).isEqualTo(load(FULL, Map.of()));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstKey(@TempDir Path directory) throws Exception {
    String yaml = "\uFEFForganization: A\naccounts: [{id: \"012345678901\", snapshot: .}]\n";
    Path file = Files.writeString(directory.resolve("iamaudit.yml"), yaml);
    assertThat(load(file, Map.of()).organization()).isEqualTo("A");
  }

  @Test
  void theEffectiveConfigurationReadsBackAsTheSame(@TempDir Path directory) throws Exception {
    for (Path file : List.of(MINIMAL, FULL)) {
      String text = EffectiveConfig.text(load(file, Map.of()));
      Path copy = Files.writeString(directory.resolve("copy.yml"), text);
      assertThat(EffectiveConfig.text(load(copy, Map.of()))).as(text).isEqualTo(text);
    }
  }

  @Test
  void aRequestHoldsTheAccountsAskedForAndTheHashOfTheFile() throws ConfigException {
    AuditConfig config = load(FULL, Map.of());
    AuditRequest request = config.request(List.of(FIRST), Optional.of(Instant.EPOCH));
    assertThat(request.accounts())
        .containsExactly(new AccountSource(Optional.of(FIRST), "finance-prod", FILES));
    assertThat(request.asOf()).contains(Instant.EPOCH);
    assertThat(request.configuration()).contains(new InputFile("full.yml", FULL, config.sha256()));
    assertThat(config.sha256()).matches("[0-9a-f]{64}");
    assertThat(config.request(List.of(), Optional.empty()).accounts()).hasSize(2);
  }

  @Test
  void aDamagedFileIsReadOrRefusedButNeverBreaksTheLoader(@TempDir Path directory)
      throws IOException {
    long seed = Long.getLong("iamaudit.seed", 20261130);
    Random random = new Random(seed);
    String whole = Files.readString(FULL);
    String alphabet = "\"'{}[]:,-#&*!|>%@ \n\tax0\u00e4";
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      StringBuilder damaged = new StringBuilder(whole);
      for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
        int at = random.nextInt(damaged.length());
        char other = alphabet.charAt(random.nextInt(alphabet.length()));
        damaged.replace(at, at + random.nextInt(2), random.nextInt(4) == 0 ? "" : "" + other);
      }
      Path file = Files.writeString(directory.resolve("damaged.yml"), damaged);
      try {
        load(file, Map.of());
      } catch (ConfigException e) {
        refused++;
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", file:\n" + damaged, e);
      }
    }
    assertThat(refused).as("seed " + seed).isGreaterThan(500);
  }

  private static AuditConfig load(Path file, Map<String, String> environment)
      throws ConfigException {
    return new ConfigLoader(environment, ANY_CRON).load(file);
  }
}
