package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.iamaudit.FreePort;
import org.iamaudit.collect.server.FakeAws;
import org.iamaudit.collect.server.Faults;
import org.iamaudit.history.Postgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What breaks around a daemon, with the real thing that breaks. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "signals, mounts")
@Timeout(300)
class BadDaysIT {
  private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("iamaudit.outage", 5));
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Path SAMPLE = Path.of("config/sample/account-123456789012");

  @TempDir Path directory;

  private Path config(String more) throws IOException {
    return Files.writeString(
        directory.resolve("iamaudit.yml"),
        """
        accounts: [{id: "123456789012", snapshot: %s}]
        schedules: [{name: yearly, cron: "0 0 6 1 1 ? 2098", zone: UTC}]
        """
                .formatted(SAMPLE.toAbsolutePath())
            + more);
  }

  private static ProductProcess start(Path config, String... words) throws IOException {
    String[] all =
        Stream.of(Stream.of("daemon"), Stream.of(words), Stream.of("--config", config.toString()))
            .flatMap(w -> w)
            .toArray(String[]::new);
    return ProductProcess.start(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-Daws.accessKeyId=AKIATEST123456789012",
            "-Daws.secretKey=x"),
        all);
  }

  private static void trigger(Path config) throws Exception {
    try (ProductProcess asked = start(config, "trigger", "yearly")) {
      assertThat(asked.exitCode()).isZero();
    }
  }

  private static void end(ProductProcess daemon) throws InterruptedException {
    daemon.sigterm();
    assertThat(daemon.exitCode()).as(daemon.toString()).isZero();
  }

  private List<String> reports(Path reports) throws IOException {
    try (Stream<Path> files = Files.list(reports)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  /** Gone in mid-run and for the fire times after it; {@code -Diamaudit.outage=60} seconds, say. */
  @Test
  void aDatabaseThatIsGoneInMidRunCostsNoFireTime() throws Exception {
    FakeAws aws = FakeAws.start(SAMPLE);
    CountDownLatch release = new CountDownLatch(1);
    aws.setFaults(Faults.hold(release));
    int port = FreePort.find();
    int http = FreePort.find();
    Path data = directory.resolve("postgres");
    Path config;
    try (EmbeddedPostgres postgres = postgres(port, data)) {
      config =
          config(
              """
              http: {listen: "127.0.0.1:%d"}
              database: {url: "%s", user: postgres}
              collect: {region: eu-central-1, regions: [eu-central-1], endpoint: "%s"}
              """
                  .formatted(http, postgres.getJdbcUrl("postgres", "postgres"), aws.endpoint()));
    }
    Files.writeString(
        config,
        Files.readString(config)
            .replaceFirst(", snapshot: \\S+}", "}")
            .replace("0 0 6 1 1 ? 2098\"", "0/20 * * * * ?\", misfire: run-each"));
    EmbeddedPostgres postgres = postgres(port, data);
    try (aws;
        ProductProcess daemon = start(config)) {
      daemon.awaitEvent("run.started");
      postgres.close();
      release.countDown();
      long gone = System.nanoTime();
      // Either while the result is recorded or, before, by the history.
      daemon.await(line -> line.matches(".*event=\"(ledger.waiting|run.interrupted)\".*"));
      Awaitility.await()
          .atMost(OUTAGE.plusMinutes(1))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(
              () -> {
                assertThat(get(http, "/health/ready")).startsWith("503 ").contains("cannot ");
                assertThat(get(http, "/health/live")).startsWith("200 ");
                assertThat(Duration.ofNanos(System.nanoTime() - gone)).isGreaterThan(OUTAGE);
              });
      Instant back = Instant.now();
      postgres = postgres(port, data);
      daemon.await(line -> isFinished(line, back.plusSeconds(20)));
      assertThat(get(http, "/health/ready")).startsWith("200 ");
      end(daemon);
      assertThat(daemon.count("period.missed")).isZero();
      List<Instant> audited = audited(directory.resolve("reports"));
      assertThat(audited)
          .as("one package for each fire time: %s", daemon)
          .containsExactlyElementsOf(
              Stream.iterate(audited.get(0), time -> time.plusSeconds(20))
                  .limit(audited.size())
                  .toList());
      assertThat(audited.get(audited.size() - 1)).isAfter(back);
      System.out.printf("%s without a database: %d fire times%n", OUTAGE, audited.size());
    } finally {
      postgres.close();
    }
    try (ProductProcess verify =
        ProductProcess.start(List.of(), "verify", directory.resolve("reports").toString())) {
      assertThat(verify.exitCode()).isZero();
    }
  }

  /** Whether it tells of the audit of a fire time, which run ids begin with, at or after that. */
  private static boolean isFinished(String line, Instant moment) {
    Matcher id = Pattern.compile("event=\"run.finished\".* run_id=\"([0-9TZ]+)-").matcher(line);
    return id.find() && !STAMP.parse(id.group(1), Instant::from).isBefore(moment);
  }

  /** The fire times of all packages, in order, from names such as {@code …_20261101T060000Z-…}. */
  private List<Instant> audited(Path reports) throws IOException {
    return reports(reports).stream()
        .map(name -> name.replaceAll(".*_(\\d{8}T\\d{6}Z)-.*", "$1"))
        .map(stamp -> STAMP.parse(stamp, Instant::from))
        .sorted()
        .toList();
  }

  private static EmbeddedPostgres postgres(int port, Path data) throws IOException {
    return Postgres.builder()
        .setPort(port)
        .setDataDirectory(data)
        .setCleanDataDirectory(false)
        .start();
  }

  @Test
  void aFullDiskFailsTheAuditAndLeavesNothing() throws Exception {
    Path reports = Files.createDirectory(directory.resolve("small"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=600k", "none", reports.toString()) == 0,
        "needs the right to mount");
    try {
      Path config = config("http: {listen: none}\nreports: small\n");
      try (ProductProcess daemon = start(config)) {
        daemon.awaitEvent("schedule.next");
        trigger(config);
        assertThat(daemon.awaitEvent("run.finished"))
            .contains("outcome=\"failed\"")
            .containsIgnoringCase("no space left");
        assertThat(reports(reports)).isEmpty();
        assertThat(run("mount", "-o", "remount,size=100m", reports.toString())).isZero();
        trigger(config);
        assertThat(daemon.awaitEvent("run.finished")).contains("complete");
        end(daemon);
      }
      assertThat(reports(reports)).hasSize(1);
    } finally {
      run("umount", "-l", reports.toString());
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(120, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } catch (IOException e) {
      return -1; // no such command
    }
  }

  @Test
  void aConfigurationThatBecameWrongIsRefusedLoudly() throws Exception {
    assumeFalse(
        ignoresHangUp(), "SIGHUP is ignored here, as under nohup, and children inherit that");
    int port = FreePort.find();
    String http = "http: {listen: \"127.0.0.1:" + port + "\"}\n";
    Path config = config(http);
    String right = Files.readString(config);
    try (ProductProcess daemon = start(config)) {
      daemon.awaitEvent("http.listening");
      Files.writeString(config, right.replace("zone: UTC", "zone: Mars"));
      daemon.signal("HUP");
      assertThat(daemon.awaitEvent("config.invalid")).contains("ERROR").contains("Mars");
      assertThat(get(port, "/health/ready")).startsWith("503").contains("has mistakes");
      assertThat(get(port, "/metrics")).contains("iamaudit_config_valid 0.0");
      trigger(Files.writeString(config.resolveSibling("other.yml"), right));
      assertThat(daemon.awaitEvent("run.finished")).contains("complete");
      Files.writeString(config, right);
      daemon.signal("HUP");
      daemon.awaitEvent("config.loaded");
      assertThat(get(port, "/health/ready")).startsWith("200");
      end(daemon);
    }
  }

  /** SIGHUP is the first bit of the signals that Linux says a process ignores. */
  private static boolean ignoresHangUp() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Character.digit(line.charAt(line.length() - 1), 16) & 1) == 1);
  }

  private static String get(int port, String path) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }

  @Test
  void aDatabaseFileThatAnotherProcessHoldsIsNamed() throws Exception {
    Path config = config("http: {listen: none}\n");
    Path state = Files.createDirectories(directory.resolve("state"));
    try (Connection held = DriverManager.getConnection("jdbc:h2:async:" + state.resolve("daemon"));
        ProductProcess daemon = start(config)) {
      assertThat(held.isValid(1)).isTrue();
      assertThat(daemon.exitCode()).isEqualTo(ExitCode.FAILED.code());
      assertThat(daemon.log())
          .anyMatch(
              line ->
                  line.contains("daemon.mv.db")
                      && line.contains("it is in use by another process; end that process"));
    }
  }
}
