package org.iamaudit.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.iamaudit.cli.ProductProcess;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.history.Postgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two daemons on one PostgreSQL, of which one is killed in the middle.
 *
 * <p>{@code -Diamaudit.cluster.accounts=200} makes it larger.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the files of a killed process stay locked")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class ClusterIT {
  private static final int ACCOUNTS = Integer.getInteger("iamaudit.cluster.accounts", 24);
  private static final Path SNAPSHOT = Path.of("src/test/resources/snapshot/complete");
  private static final Duration UNTIL_BOTH_ARE_UP = Duration.ofSeconds(45);

  @TempDir Path directory;

  private EmbeddedPostgres postgres;
  private Instant fireTime;

  @BeforeEach
  void start() throws IOException {
    postgres = Postgres.start();
    for (String account : accounts()) {
      Path snapshot = Files.createDirectories(directory.resolve(account));
      String file = "account-authorization-details.json";
      String details = Files.readString(SNAPSHOT.resolve(file));
      Files.writeString(snapshot.resolve(file), details.replace("111122223333", account));
    }
    fireTime = Instant.now().plus(UNTIL_BOTH_ARE_UP);
  }

  @AfterEach
  void stop() throws IOException {
    postgres.close();
  }

  @Test
  void everyAccountIsAuditedOnceThoughANodeIsKilled() throws Exception {
    Path config = node("a");
    try (ProductProcess a = daemon(config);
        ProductProcess b = daemon(node("b"))) {
      a.awaitEvent("schedule.next");
      b.awaitEvent("schedule.next");
      ProductProcess dead = firstInItsThirdRun(a, b);
      dead.kill();
      Instant killed = Instant.now();
      ProductProcess alive = dead == a ? b : a;
      List<LedgerEntry> ledger;
      AuditConfig read = new TestConfig(directory.resolve("a")).read();
      try (StateDatabase database = StateDatabase.open(read)) {
        PeriodLedger entries = new PeriodLedger(database.dataSource());
        await()
            .atMost(20, TimeUnit.MINUTES)
            .pollInterval(Duration.ofMillis(500))
            .until(() -> done(entries).size() == ACCOUNTS);
        ledger = entries.since("monthly", Instant.EPOCH);
      }
      assertThat(ledger.stream().map(entry -> entry.period().account()).toList())
          .containsExactlyElementsOf(accounts());
      assertThat(ledger).allMatch(entry -> entry.state().isDone());
      assertThat(Packages.in(directory.resolve("reports")))
          .hasSize(ACCOUNTS)
          .allMatch(name -> name.matches("iam-audit_\\d{12}_.*"));
      List<LedgerEntry> repeated = ledger.stream().filter(e -> e.attempts() > 1).toList();
      Duration takenOver =
          repeated.stream()
              .flatMap(entry -> entry.started().stream())
              .map(started -> Duration.between(killed, started))
              .max(Duration::compareTo)
              .orElse(Duration.ZERO);
      alive.sigterm();
      assertThat(alive.exitCode()).as(alive.toString()).isZero();
      assertThat(Stream.concat(a.log().stream(), b.log().stream()))
          .noneMatch(line -> line.contains("ERROR"));
      long byOther = alive.count("run.finished");
      System.out.printf(
          "%d accounts: %d by the killed node, %d by the other; %d repeated, begun again after %s;"
              + " all done %s after the kill%n",
          ACCOUNTS,
          ACCOUNTS - byOther,
          byOther,
          repeated.size(),
          takenOver,
          Duration.between(killed, Instant.now()));
      assertThat(byOther).isPositive();
    }
  }

  /** The node that is ahead: how many accounts falls to which is chance. */
  private static ProductProcess firstInItsThirdRun(ProductProcess... nodes) throws Exception {
    ExecutorService waiting = Executors.newFixedThreadPool(nodes.length);
    try {
      return waiting.invokeAny(
          Stream.of(nodes)
              .map(
                  node ->
                      (Callable<ProductProcess>)
                          () -> {
                            for (int run = 0; run < 3; run++) {
                              node.awaitEvent("run.started");
                            }
                            return node;
                          })
              .toList());
    } finally {
      waiting.shutdown();
      assertThat(waiting.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  private static List<LedgerEntry> done(PeriodLedger ledger) {
    return ledger.since("monthly", Instant.EPOCH).stream()
        .filter(entry -> entry.state().isDone())
        .toList();
  }

  private static List<String> accounts() {
    return IntStream.range(0, ACCOUNTS)
        .mapToObj(i -> "%012d".formatted(200_000_000_000L + i))
        .toList();
  }

  /** A node with a state directory of its own, that fires once. */
  private Path node(String name) throws IOException {
    String cron =
        DateTimeFormatter.ofPattern("s m H d M '?'", Locale.ROOT)
            .withZone(ZoneOffset.UTC)
            .format(fireTime);
    String accounts =
        accounts().stream()
            .map(id -> "  - {id: \"%s\", snapshot: ../%s}\n".formatted(id, id))
            .collect(Collectors.joining());
    Path node = Files.createDirectories(directory.resolve(name));
    return Files.writeString(
        node.resolve("iamaudit.yml"),
        """
        accounts:
        %sreports: ../reports
        database: {url: "jdbc:postgresql://localhost:%d/postgres", user: postgres}
        http: {listen: none}
        schedules: [{name: monthly, cron: "%s", zone: UTC, split: account}]
        """
            .formatted(accounts, postgres.getPort(), cron));
  }

  private static ProductProcess daemon(Path config) throws IOException {
    return ProductProcess.start(
        List.of("-XX:TieredStopAtLevel=1"), "daemon", "--config", config.toString());
  }
}
