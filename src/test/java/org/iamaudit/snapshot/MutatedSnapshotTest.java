package org.iamaudit.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damages one file of a good snapshot at a time. Whatever the damage, reading ends with a snapshot
 * or with a {@link SnapshotException}, and a file that was cut off is never read as a whole one.
 */
class MutatedSnapshotTest {
  private static final int ROUNDS = Integer.getInteger("mutations", 400);
  private static final Path COMPLETE = SnapshotCasesTest.CASES.resolve("complete");
  private static final List<String> FILES =
      List.of(
          "account-authorization-details.json",
          "credential-report.csv",
          "service-last-accessed.jsonl",
          "account-summary.json",
          "account-password-policy.json",
          "virtual-mfa-devices.json",
          "organization.json",
          "resource-policies.json",
          "cloudtrail/111122223333_CloudTrail_us-east-1_20260825T0000Z_a.json",
          "cloudtrail/111122223333_CloudTrail_us-east-1_20260826T0000Z_b.json.gz");
  private static final byte[] INTERESTING =
      "{}[]\",:\\0-9eEnt%\n\r\u0000é".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path directory;

  @Test
  void damageEndsInASnapshotOrAnError() throws IOException {
    long seed = Long.getLong("seed", 20261101);
    Random random = new Random(seed);
    copyDetails();
    byte[] details = Files.readAllBytes(directory.resolve(AuthorizationDetails.FILE));
    int refused = 0;
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      String file = FILES.get(random.nextInt(FILES.size()));
      byte[] good = Files.readAllBytes(COMPLETE.resolve(file));
      Files.write(directory.resolve(file), mutate(good, random));
      try {
        SnapshotReader.read(directory);
        read++;
      } catch (SnapshotException e) {
        refused++;
        assertThat(e.getMessage()).as("seed %s round %s", seed, round).doesNotContain("\n");
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + " round " + round + " of " + file, e);
      }
      Files.delete(directory.resolve(file));
      Files.write(directory.resolve(AuthorizationDetails.FILE), details);
    }
    assertThat(refused).isGreaterThan(ROUNDS / 4);
    assertThat(read).isGreaterThan(ROUNDS / 20);
  }

  @Test
  void detailsThatAreCutOffAreRefused() throws IOException {
    copyDetails();
    byte[] good = Files.readAllBytes(COMPLETE.resolve(AuthorizationDetails.FILE));
    int end = new String(good, StandardCharsets.UTF_8).stripTrailing().length();
    for (int length = 0; length < end; length += 61) {
      Files.write(directory.resolve(AuthorizationDetails.FILE), Arrays.copyOf(good, length));
      assertThat(refuses(directory)).as("cut off after %s bytes", length).isTrue();
    }
  }

  private static boolean refuses(Path directory) {
    try {
      SnapshotReader.read(directory);
      return false;
    } catch (SnapshotException e) {
      return true;
    }
  }

  /** A snapshot needs the details; of the others, only the damaged one is there. */
  private void copyDetails() throws IOException {
    Files.createDirectory(directory.resolve("cloudtrail"));
    Files.copy(
        COMPLETE.resolve(AuthorizationDetails.FILE), directory.resolve(AuthorizationDetails.FILE));
  }

  private static byte[] mutate(byte[] good, Random random) {
    byte[] bad = good.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bad.length);
      int length = Math.min(bad.length - at, 1 + random.nextInt(40));
      switch (random.nextInt(5)) {
        case 0 -> bad[at] = INTERESTING[random.nextInt(INTERESTING.length)];
        case 1 -> bad[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bad = without(bad, at, length);
        case 3 -> bad = twice(bad, at, length);
        default -> bad = Arrays.copyOf(bad, Math.max(1, at));
      }
    }
    return bad;
  }

  private static byte[] without(byte[] bytes, int at, int length) {
    byte[] result = Arrays.copyOf(bytes, Math.max(1, bytes.length - length));
    System.arraycopy(bytes, at + length, result, at, bytes.length - at - length);
    return result;
  }

  private static byte[] twice(byte[] bytes, int at, int length) {
    byte[] result = Arrays.copyOf(bytes, bytes.length + length);
    System.arraycopy(bytes, at, result, at + length, bytes.length - at);
    return result;
  }
}
