package org.iamaudit.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.iamaudit.collect.server.FakeAws;
import org.iamaudit.collect.server.FakeCall;
import org.iamaudit.collect.server.Faults;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.SnapshotReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Collections that are throttled and killed. The account is the sample; {@code
 * -Diamaudit.collect.account=DIR} takes another, {@code -Diamaudit.collect.kills=N} kills more
 * often.
 */
class LargeCollectionIT {
  private static final Path ACCOUNT =
      Path.of(System.getProperty("iamaudit.collect.account", TestCollection.SAMPLE.toString()));
  private static final int KILLS = Integer.getInteger("iamaudit.collect.kills", 3);

  /** Calls for the jobs of a killed collection that are not done, at most: 8 by 8, 6 calls each. */
  private static final int IN_FLIGHT = 8 * 8 * 6;

  @TempDir Path directory;

  private final AccountSnapshot expected = SnapshotReader.read(ACCOUNT);
  private final FakeAws aws =
      FakeAws.start(
          List.of(ACCOUNT),
          FakeAws.Options.DEFAULT
              .withPages(100, 40)
              .withOrganization(Set.of(expected.account().digits()), Set.of(), Map.of()));

  @AfterEach
  void stop() {
    aws.close();
  }

  @Test
  void throttledInBurstsItLosesNothingAndCallsLittleMore() throws Exception {
    Path calm = collect("calm");
    int calls = aws.calls();
    aws.setFaults(Faults.throttleHalf(20));
    ImpatientWaiting waiting = new ImpatientWaiting();
    java.time.Instant begun = waiting.now();
    Path throttled =
        TestCollection.collect(plan("throttled"), expected.account().digits(), waiting)
            .snapshots()
            .get(0)
            .directory();
    int throttledCalls = aws.calls() - calls;
    System.out.printf(
        "%d principals: %d calls calm, %d calls throttled, %s on the clock of the collection%n",
        expected.principals().size(),
        calls,
        throttledCalls,
        Duration.between(begun, waiting.now()));
    assertSameFiles(calm, throttled);
    assertSameAccount(throttled);
    assertThat(throttledCalls).isBetween(calls * 3 / 2, calls * 5 / 2);
  }

  @Test
  void killedAndRestartedItEndsWithTheSameSnapshot() throws Exception {
    Path whole = collect("whole");
    int calls = aws.calls();
    long seed = Long.getLong("iamaudit.seed", 20261130);
    Random random = new Random(seed);
    for (int i = 0; i < KILLS; i++) {
      killAfter(1 + random.nextInt(calls / (KILLS + 1))); // together less than all
    }
    int before = aws.calls();
    aws.setFaults(Faults.none());
    assertThat(child().waitFor()).as("seed %d", seed).isZero();
    System.out.printf(
        "killed %d times: %d calls in all, %d uninterrupted, %d after the last kill%n",
        KILLS, aws.calls() - calls, calls, aws.calls() - before);
    try (Stream<Path> snapshots = Files.list(home("killed"))) {
      List<Path> found = snapshots.filter(Plausibility::isSnapshot).toList();
      assertThat(found).as("none was complete before, seed %d", seed).hasSize(1);
      Path snapshot = found.get(0);
      assertSameFiles(whole, snapshot);
      assertSameAccount(snapshot);
    }
    assertThat(home("killed").resolve("work")).doesNotExist();
    assertThat(aws.calls() - calls).as("seed %d", seed).isLessThan(calls + KILLS * IN_FLIGHT);
  }

  private void killAfter(int calls) throws Exception {
    Process child = child();
    int[] seen = {0};
    aws.setFaults(
        new Faults() {
          @Override
          public synchronized void before(FakeCall call) {
            seen[0]++;
            if (seen[0] == calls) {
              child.destroyForcibly();
            }
          }
        });
    child.waitFor();
  }

  private Process child() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            CollectChild.class.getName(),
            aws.endpoint().toString(),
            directory.resolve("killed").toString(),
            expected.account().digits())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("child.log").toFile())
        .start();
  }

  private Path home(String name) {
    return directory.resolve(name).resolve(expected.account().digits());
  }

  private CollectPlan plan(String name) {
    CollectSettings settings = TestCollection.settings(aws.endpoint(), directory.resolve(name));
    CollectSettings taking =
        TestCollection.withLimits(
            settings, new CollectSettings.Limits(20, Duration.ofHours(1), Duration.ofSeconds(60)));
    return TestCollection.planOf(taking, expected.account().digits());
  }

  private Path collect(String name) throws CollectException {
    return TestCollection.snapshot(plan(name), expected.account().digits());
  }

  /** Whatever the directory of the account holds is there again. */
  private void assertSameAccount(Path snapshot) {
    RoundTripTest.assertSameContent(expected, SnapshotReader.read(snapshot));
  }

  /** Byte for byte, but for when and by which calls they were read. */
  private static void assertSameFiles(Path one, Path other) throws IOException {
    assertThat(hashes(other)).isEqualTo(hashes(one));
  }

  private static Map<String, String> hashes(Path snapshot) {
    Map<String, String> hashes = new TreeMap<>(SnapshotReader.read(snapshot).fileHashes());
    hashes.keySet().removeAll(List.of("snapshot.json", "calls.jsonl"));
    return hashes;
  }
}
