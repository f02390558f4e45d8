package org.iamaudit.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.snapshot.HeldFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountLockTest {
  private static final LiveAccount ACCOUNT =
      new LiveAccount(new AccountId("123456789012"), "finance", Optional.empty(), Optional.empty());

  @TempDir Path directory;

  private static HeldFile take(Path home) throws IOException, CollectException {
    return AccountLock.await(home, ACCOUNT, Duration.ofMinutes(10), new ImpatientWaiting());
  }

  @Test
  void whoWaitsTooLongSaysSoAndLeavesTheLock() throws Exception {
    Path home = directory.resolve("123456789012");
    HeldFile lock = take(home);
    try (lock) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> take(home))
            .isInstanceOf(CollectException.class)
            .hasMessage(
                "finance (123456789012) has been read by another process, into `%s`, for more than"
                    + " PT10M; wait for it, or stop it, and try again",
                home);
      }
      assertThat(anotherProcess(home).waitFor()).isEqualTo(AnotherProcess.LOCKED_OUT);
    }
    take(home).close();
    assertThat(anotherProcess(home).waitFor()).isZero();
  }

  @Test
  void itIsWaitedFor() throws Exception {
    HeldFile lock = take(directory);
    Waiting waiting =
        new Waiting() {
          private final Waiting clock = new ImpatientWaiting();

          @Override
          public java.time.Instant now() {
            return clock.now();
          }

          @Override
          public void sleep(Duration duration) throws InterruptedException {
            clock.sleep(duration);
            try {
              lock.close();
            } catch (IOException e) {
              throw new java.io.UncheckedIOException(e);
            }
          }
        };
    HeldFile next = AccountLock.await(directory, ACCOUNT, Duration.ofSeconds(3), waiting);
    try (next) {
      assertThat(anotherProcess(directory).waitFor()).isEqualTo(AnotherProcess.LOCKED_OUT);
    }
  }

  /** Takes the lock of the directory named, if it can. */
  static final class AnotherProcess {
    static final int LOCKED_OUT = 6;

    private AnotherProcess() {}

    public static void main(String[] arguments) throws Exception {
      try {
        take(Path.of(arguments[0])).close();
      } catch (CollectException e) {
        System.exit(LOCKED_OUT);
      }
    }
  }

  private static Process anotherProcess(Path home) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            AnotherProcess.class.getName(),
            home.toString())
        .inheritIO()
        .start();
  }
}
