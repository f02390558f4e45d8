package org.iamaudit.schedule.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.ConfigException;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.Severity;
import org.iamaudit.run.LogCapture;
import org.iamaudit.run.Outcomes;
import org.iamaudit.schedule.AuditDaemon;
import org.iamaudit.schedule.DaemonException;
import org.iamaudit.schedule.TestConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real daemon under a clock of ours, asked over HTTP. */
@Timeout(300)
class WatchServerTest {
  private static final InetSocketAddress ANY = InetSocketAddress.createUnresolved("127.0.0.1", 0);

  @TempDir Path directory;

  private final LogCapture log = new LogCapture();
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile Instant now = Instant.parse("2026-11-30T12:00:00Z");
  private volatile CountDownLatch stalled = new CountDownLatch(0);
  private final CountDownLatch over = new CountDownLatch(1);
  private AuditDaemon daemon;
  private WatchServer watch;

  @BeforeEach
  void auditOnce() throws Exception {
    AuditConfig config =
        new TestConfig(directory)
            .load(
                """
                organization: "<script>alert(1)</script>"
                schedules: [{name: "daily<b>", cron: "0 0 6 * * ?", zone: Europe/Berlin}]
                notify: {channels: [{name: c, type: slack, url-file: iamaudit.yml, events: [missed]}]}
                """);
    InstantSource clock = this::now;
    CountDownLatch audited = new CountDownLatch(1);
    AuditDaemon first = AuditDaemon.start(config, (r, p) -> null, clock);
    first.stop(Duration.ofMinutes(2));
    now = Instant.parse("2026-12-01T06:00:00Z");
    daemon =
        AuditDaemon.start(
            config,
            (request, progress) -> {
              if (audited.getCount() == 0) {
                awaitEnd(); // of a later fire time there is no result as long as a test looks
              }
              audited.countDown();
              return new Outcomes()
                  .finding(FindingType.values()[0], Severity.HIGH)
                  .writtenTo(request.reports());
            },
            clock);
    assertThat(audited.await(120, TimeUnit.SECONDS)).isTrue();
    log.await("run.finished");
    watch = WatchServer.start(ANY, daemon);
  }

  @AfterEach
  void stop() throws Exception {
    over.countDown();
    watch.close();
    daemon.stop(Duration.ofMinutes(2));
    log.close();
  }

  @Test
  void healthyWhenTheLastFireTimeHasItsResult() throws Exception {
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").body()).isEqualTo("ready\n");
    awaitResult();
    assertThat(get("/health/freshness").body()).isEqualTo("fresh\n");
    now = Instant.parse("2026-12-02T11:00:01Z"); // six hours and a second after the next fire time
    HttpResponse<String> stale = get("/health/freshness");
    assertThat(stale.statusCode()).isEqualTo(503);
    assertThat(stale.body())
        .isEqualTo("schedule `daily<b>` has no result of 2026-12-02T05:00:00Z\n");
    assertThat(get("/").body()).contains("daily&lt;b&gt; has no result of its fire time");
  }

  @Test
  void notReadyWithAWrongConfiguration() throws Exception {
    TestConfig file = new TestConfig(directory);
    assertThatThrownBy(() -> file.load("schedules: [{name: daily}]"))
        .isInstanceOf(ConfigException.class);
    assertThat(daemon.reload(file::read)).isFalse();
    HttpResponse<String> unready = get("/health/ready");
    assertThat(unready.statusCode()).isEqualTo(503);
    assertThat(unready.body())
        .startsWith("the configuration file has mistakes")
        .endsWith("an older one is in force\n");
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsComeFromTheLedger() throws Exception {
    awaitResult();
    assertThat(get("/metrics").body())
        .containsPattern(
            "iamaudit_build_info\\{revision=\"(unknown|[0-9a-f]{40}(-dirty)?)\",version=")
        .contains("iamaudit_runs_total{outcome=\"complete\"} 1.0\n")
        .contains("iamaudit_schedule_misses_total 0.0\n")
        .contains("iamaudit_findings{schedule=\"daily<b>\",severity=\"high\",status=\"new\"} 1.0\n")
        .contains("iamaudit_run_last_success_timestamp_seconds{schedule=\"daily<b>\"} 1.796")
        .contains("iamaudit_run_next_timestamp_seconds{schedule=\"daily<b>\"} 1.796")
        .doesNotContain("123456789012");
  }

  @Test
  void noCounterFallsToZeroWhenTheCollectorRunsInBetween() throws Exception {
    awaitResult();
    CompletableFuture<Void> collecting =
        CompletableFuture.runAsync(
            () -> {
              while (over.getCount() > 0) {
                System.gc();
              }
            });
    for (int i = 0; i < 20; i++) {
      assertThat(get("/metrics").body()).contains("runs_total{outcome=\"complete\"} 1.0\n");
    }
    over.countDown();
    collecting.join();
  }

  @Test
  void everyAlertIsAboutMetricsThatThereAre() throws Exception {
    awaitResult();
    String metrics = get("/metrics").body();
    List<String> names =
        Pattern.compile("expr: .*")
            .matcher(Files.readString(Path.of("config/deploy/prometheus-alerts.yml")))
            .results()
            .flatMap(e -> Pattern.compile("iamaudit_[a-z_]+").matcher(e.group()).results())
            .map(MatchResult::group)
            .toList();
    assertThat(names)
        .hasSizeGreaterThan(5)
        .allSatisfy(name -> assertThat(metrics).containsPattern("(?m)^" + name + "[ {]"));
    assertThat(metrics)
        .contains("iamaudit_notifications_total{channel=\"c\",outcome=\"overdue\"} 0.0");
  }

  @Test
  void thePageShowsWhatThereIsAndObeysNothing() throws Exception {
    awaitResult();
    HttpResponse<String> page = get("/");
    assertThat(page.body())
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .doesNotContain("<script")
        .contains("Open findings: daily&lt;b&gt;")
        .contains("2026-12-02 06:00:00 +01:00")
        .contains(directory.resolve("reports/run-1/audit.xlsx").toString());
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; style-src 'sha256-");
  }

  @Test
  void aDatabaseThatHangsDoesNotMakeTheDaemonLookDead() throws Exception {
    awaitResult();
    CountDownLatch hanging = new CountDownLatch(1);
    stalled = hanging;
    List<CompletableFuture<HttpResponse<String>>> waiting =
        Stream.generate(() -> client.sendAsync(request("/metrics"), BodyHandlers.ofString()))
            .limit(20)
            .toList();
    CompletableFuture.anyOf(waiting.toArray(CompletableFuture[]::new)).get(120, TimeUnit.SECONDS);
    assertThat(get("/health/live").statusCode()).isEqualTo(200);
    assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    hanging.countDown();
    assertThat(waiting).extracting(answer -> answer.get().statusCode()).contains(200, 503);
  }

  @Test
  void onlyReadingUnderAKnownNameIsAllowed() throws Exception {
    URI uri = uri("/");
    assertThat(
            client
                .send(
                    HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build(),
                    BodyHandlers.ofString())
                .statusCode())
        .isEqualTo(405);
    assertThat(get("/../iamaudit.yml").statusCode()).isEqualTo(404);
    // The client sets the header by the address; ours is reached under another name of the machine.
    assertThat(raw("GET / HTTP/1.1\r\nHost: attacker.example\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 421 ");
  }

  @Test
  void anAddressInUseIsRefused() {
    assertThatThrownBy(
            () ->
                WatchServer.start(
                    InetSocketAddress.createUnresolved("127.0.0.1", watch.address().getPort()),
                    daemon))
        .isInstanceOf(DaemonException.class)
        .hasMessageContaining("choose another address as `http.listen`, or `none`");
  }

  /** The log speaks of the end of a run a moment before the ledger does. */
  private void awaitResult() {
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> daemon.status().schedules().get(0).lastResult().isPresent());
  }

  private void awaitEnd() {
    try {
      over.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Every answer that comes from the database asks for the time. */
  private Instant now() {
    try {
      stalled.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return now;
  }

  private HttpResponse<String> get(String path) throws Exception {
    return client.send(request(path), BodyHandlers.ofString());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(uri(path)).build();
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + watch.address().getPort() + path);
  }

  private String raw(String request) throws Exception {
    try (var socket = new java.net.Socket("127.0.0.1", watch.address().getPort())) {
      socket.getOutputStream().write(request.getBytes());
      return new String(socket.getInputStream().readAllBytes());
    }
  }
}
