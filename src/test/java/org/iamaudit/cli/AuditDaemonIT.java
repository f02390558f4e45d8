package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.iamaudit.collect.server.FakeAws;
import org.iamaudit.collect.server.Faults;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The daemon as a process of its own, which audits the sample on a schedule until SIGTERM. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGTERM")
@Timeout(300)
class AuditDaemonIT {
  private static final Path SAMPLE = Path.of("config").toAbsolutePath();
  private static final Path ACCOUNT = SAMPLE.resolve("sample/account-123456789012");

  @TempDir Path directory;

  private Path config;
  private Path reports;

  @BeforeEach
  void scheduleAnAuditEverySecondSecond() throws Exception {
    reports = directory.resolve("reports");
    config =
        Files.writeString(
            directory.resolve("iamaudit.yml"),
            """
            accounts:
              - {id: "123456789012", snapshot: %1$s/sample/account-123456789012}
            baselines: %1$s/baselines
            http: {listen: none}
            schedules:
              - {name: often, cron: "0/2 * * * * ?", zone: Asia/Kolkata, misfire: skip}
            """
                .formatted(SAMPLE));
  }

  private ProductProcess daemon(String... more) throws IOException {
    return ProductProcess.start(
        List.of("-Daws.accessKeyId=AKIATEST123456789012", "-Daws.secretKey=x"),
        Stream.concat(Stream.of("daemon", "--config", config.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void auditsOnScheduleReportsTheNextTimeAndStops() throws Exception {
    try (ProductProcess daemon = daemon()) {
      daemon.awaitEvent("schedule.next");
      daemon.awaitEvent("run.started");
      String written = daemon.awaitEvent("report.written");
      String finished = daemon.awaitEvent("run.finished");
      assertThat(finished).contains("outcome=\"complete\"");
      assertThat(assertComplete(Path.of(value(written, "file")).getParent()))
          .as("findings")
          .hasToString(value(finished, "findings"));

      String next = daemon.awaitEvent("schedule.next");
      OffsetDateTime local = OffsetDateTime.parse(value(next, "next"));
      assertThat(local.getOffset()).hasToString("+05:30");
      assertThat(Instant.parse(value(next, "next_utc"))).isEqualTo(local.toInstant());
      assertThat(value(next, "zone")).isEqualTo("Asia/Kolkata");

      daemon.sigterm();
      assertThat(daemon.exitCode()).as(daemon.toString()).isZero();
      assertThat(daemon.count("daemon.stopped")).isOne();
      assertNothingUnfinished(daemon);
    }
  }

  /** Lets audits hang in their first call to AWS, so that one is under way for certain. */
  private CountDownLatch holdAudits(FakeAws aws) throws IOException {
    CountDownLatch release = new CountDownLatch(1);
    aws.setFaults(Faults.hold(release));
    Files.writeString(
        config,
        Files.readString(config).replaceFirst(", snapshot: \\S+}", "}")
            + "collect: {region: eu-central-1, regions: [eu-central-1], endpoint: \"%s\"}\n"
                .formatted(aws.endpoint()));
    return release;
  }

  @Test
  void aRunThatIsUnderWayIsFinishedFirst() throws Exception {
    try (FakeAws aws = FakeAws.start(ACCOUNT)) {
      CountDownLatch release = holdAudits(aws);
      try (ProductProcess daemon = daemon()) {
        daemon.awaitEvent("run.started");
        daemon.sigterm();
        daemon.awaitEvent("daemon.stopping");
        release.countDown();
        assertThat(daemon.exitCode()).as(daemon.toString()).isZero();
        assertThat(daemon.count("run.started")).isOne();
        assertThat(daemon.count("run.finished")).isOne();
        assertThat(packages()).as(daemon.toString()).hasSize(1);
      }
    }
  }

  @Test
  void aRunThatMayNotBeAwaitedLeavesNoPackage() throws Exception {
    try (FakeAws aws = FakeAws.start(ACCOUNT)) {
      CountDownLatch release = holdAudits(aws);
      try (ProductProcess daemon = daemon("--stop-timeout", "PT0.001S")) {
        daemon.awaitEvent("run.started");
        daemon.sigterm();
        assertThat(daemon.exitCode()).as(daemon.toString()).isOne();
        assertThat(daemon.count("daemon.aborted")).isOne();
        assertThat(packages()).isEmpty();
      }
      release.countDown();
      try (ProductProcess next = daemon()) {
        next.awaitEvent("run.finished"); // the lock went with the process
        next.sigterm();
        assertThat(next.exitCode()).as(next.toString()).isZero();
      }
    }
  }

  /** As many packages as runs, all of them complete, nothing else, and the lock is free. */
  private void assertNothingUnfinished(ProductProcess daemon) throws Exception {
    assertThat(daemon.count("run.started")).isEqualTo(daemon.count("run.finished"));
    List<Path> packages = packages();
    assertThat(packages).as(daemon.toString()).hasSize((int) daemon.count("report.written"));
    for (Path folder : packages) {
      assertComplete(folder);
    }
    assertThat(reports).isDirectoryNotContaining("glob:**.part-*");
    assertThat(directory.resolve("state/iamaudit.lock")).isEmptyFile();
  }

  private List<Path> packages() throws IOException {
    if (!Files.exists(reports)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(reports)) {
      return files.filter(path -> !path.getFileName().toString().startsWith(".")).toList();
    }
  }

  /** Returns the number of findings. */
  private static int assertComplete(Path folder) throws Exception {
    JsonNode findings = new ObjectMapper().readTree(folder.resolve("findings.json").toFile());
    assertThat(findings.at("/accounts/0/result").asText()).isEqualTo("COMPLETE");
    Path file = folder.resolve(folder.getFileName() + ".xlsx");
    try (InputStream in = Files.newInputStream(file);
        XSSFWorkbook workbook = new XSSFWorkbook(in)) {
      assertThat(workbook.getSheet("Cover")).isNotNull();
      assertThat(workbook.getSheet("Findings").getLastRowNum())
          .isGreaterThanOrEqualTo(findings.get("findings").size());
    }
    assertThat(folder.toFile().list()).contains("manifest.json", "SHA256SUMS");
    return findings.get("findings").size();
  }

  private static String value(String line, String key) {
    Matcher matcher = Pattern.compile(" " + key + "=\"?([^\" ]*)").matcher(line);
    assertThat(matcher.find()).as("%s in %s", key, line).isTrue();
    return matcher.group(1);
  }
}
