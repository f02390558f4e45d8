package org.iamaudit.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.iamaudit.cli.ProductProcess;
import org.iamaudit.config.AuditConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real process, killed again and again at random moments while it audits every five seconds.
 *
 * <p>{@code -Diamaudit.kills=100} kills more often.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the files of a killed process stay locked")
class KillIT {
  private static final int KILLS = Integer.getInteger("iamaudit.kills", 3);
  private static final int LONGEST_LIFE_MILLIS = 15_000;
  private static final String CRON = "0/5 * * * * ?";

  @TempDir Path directory;

  @Test
  @Timeout(value = 1, unit = TimeUnit.HOURS)
  void noFireTimeIsLostOrDoubledAndNoPackageIsHalf() throws Exception {
    Path config =
        Files.writeString(
            directory.resolve("iamaudit.yml"),
            """
            accounts: [{id: "111122223333", snapshot: %s}]
            http: {listen: none}
            schedules: [{name: often, cron: "%s", zone: Asia/Kolkata, misfire: run-each}]
            """
                .formatted(Path.of("src/test/resources/snapshot/complete").toAbsolutePath(), CRON));
    long seed = Long.getLong("iamaudit.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int kill = 0; kill < KILLS; kill++) {
      try (ProductProcess daemon = daemon(config)) {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE_MILLIS)); // the random moment
        daemon.kill();
      }
    }
    Instant lastKill = Instant.now();
    try (ProductProcess daemon = daemon(config)) {
      // The queue is in order of time: whatever was left open before is done by then.
      daemon.await(
          line ->
              line.contains("event=\"run.finished\"") && isAfter(line, lastKill.plusSeconds(5)));
      daemon.sigterm();
      assertThat(daemon.exitCode()).as(daemon.toString()).isZero();
    }
    assertEachFireTimeHasOnePackage("seed " + seed, lastKill);
    try (ProductProcess verify =
        ProductProcess.start(List.of(), "verify", directory.resolve("reports").toString())) {
      assertThat(verify.exitCode()).as("seed " + seed).isZero();
    }
  }

  private static ProductProcess daemon(Path config) throws IOException {
    return ProductProcess.start(
        List.of("-Xshare:auto", "-XX:TieredStopAtLevel=1"),
        "daemon",
        "--config",
        config.toString());
  }

  /** The run id begins with the time that the audit was planned for: 20261125T165334Z. */
  private static boolean isAfter(String line, Instant moment) {
    String id = line.replaceAll(".*run_id=\"([^\"]+)\".*", "$1");
    return time(id).isAfter(moment);
  }

  private static Instant time(String runId) {
    return Instant.parse(
        runId.replaceAll(
            "(\\d{4})(\\d\\d)(\\d\\d)T(\\d\\d)(\\d\\d)(\\d\\d)Z.*", "$1-$2-$3T$4:$5:$6Z"));
  }

  private void assertEachFireTimeHasOnePackage(String seed, Instant lastKill) throws Exception {
    List<LedgerEntry> ledger;
    AuditConfig config = new TestConfig(directory).read();
    try (StateDatabase database = StateDatabase.open(config)) {
      ledger = new PeriodLedger(database.dataSource()).since("often", Instant.EPOCH);
    }
    List<Instant> onRecord = ledger.stream().map(e -> e.period().scheduledFor()).toList();
    assertThat(onRecord).as(seed).containsExactlyElementsOf(fireTimes(onRecord));
    List<Instant> audited = new ArrayList<>();
    for (LedgerEntry entry : ledger) {
      if (entry.state().isDone()) {
        audited.add(entry.period().scheduledFor());
        assertThat(Path.of(entry.workbook())).as(seed).exists();
      } else {
        // Only what came due while the last process was ending.
        assertThat(entry.state()).as("%s %s", seed, entry).isEqualTo(LedgerEntry.State.PLANNED);
        assertThat(entry.period().scheduledFor()).as("%s %s", seed, entry).isAfter(lastKill);
      }
    }
    List<Instant> packages = new ArrayList<>();
    for (Path folder : packages()) {
      packages.add(
          Instant.parse(
              new ObjectMapper()
                  .readTree(folder.resolve("findings.json").toFile())
                  .get("asOf")
                  .asText()));
    }
    assertThat(packages).as(seed).containsExactlyInAnyOrderElementsOf(audited);
    System.out.printf(
        "%d kills: %d fire times, %d packages, %d attempts%n",
        KILLS,
        ledger.size(),
        packages.size(),
        ledger.stream().mapToInt(LedgerEntry::attempts).sum());
  }

  /** What the cron expression has from the first to the last on record. */
  private static List<Instant> fireTimes(List<Instant> onRecord) throws Exception {
    FireTimes times = new FireTimes(CRON, java.time.ZoneId.of("Asia/Kolkata"), List.of());
    return Stream.iterate(
            onRecord.get(0),
            time -> !time.isAfter(onRecord.get(onRecord.size() - 1)),
            time -> times.after(time).orElseThrow())
        .toList();
  }

  private List<Path> packages() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("reports"))) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).toList();
    }
  }
}
