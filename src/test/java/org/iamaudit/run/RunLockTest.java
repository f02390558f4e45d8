package org.iamaudit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  private static final Instant NOW = Instant.parse("2026-11-01T06:00:00.5Z");

  @TempDir Path directory;

  @Test
  void aSecondRunIsToldWhoHoldsTheLock() throws Exception {
    RunLock lock = RunLock.acquire(directory, NOW);
    try (lock) {
      assertThatThrownBy(() -> RunLock.acquire(directory, NOW))
          .isInstanceOf(RunLockedException.class)
          .hasMessage(
              "another run holds the lock `%s`: process %d since 2026-11-01T06:00:00Z; wait for it,"
                  + " or stop it, and try again",
              directory.resolve("iamaudit.lock"), ProcessHandle.current().pid());
    }
  }

  /** Takes the lock in the directory named, if it can. */
  static final class AnotherProcess {
    static final int LOCKED_OUT = 6;

    public static void main(String[] arguments) throws Exception {
      try {
        RunLock.acquire(Path.of(arguments[0]), NOW).close();
      } catch (RunLockedException e) {
        System.exit(LOCKED_OUT);
      }
    }
  }

  @Test
  void aRefusalInTheSameProcessLeavesOtherProcessesLockedOut() throws Exception {
    RunLock lock = RunLock.acquire(directory, NOW);
    try (lock) {
      assertThatThrownBy(() -> RunLock.acquire(directory, NOW))
          .isInstanceOf(RunLockedException.class);
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  AnotherProcess.class.getName(),
                  directory.toString())
              .inheritIO()
              .start();
      assertThat(other.waitFor()).isEqualTo(AnotherProcess.LOCKED_OUT);
    }
  }

  @Test
  void aReleasedLockCanBeTakenAgainAndNamesNobody() throws Exception {
    RunLock.acquire(directory, NOW).close();
    assertThat(directory.resolve(RunLock.FILE)).isEmptyFile();
    RunLock.acquire(directory, NOW).close();
  }

  /** As a daemon does that cannot start. */
  @Test
  void closingTwiceSaysNothingAndFreesNobodyElsesLock() throws Exception {
    try (LogCapture log = new LogCapture()) {
      RunLock first = RunLock.acquire(directory, NOW);
      first.close();
      RunLock second = RunLock.acquire(directory, NOW);
      try (second) {
        first.close();
        assertThatThrownBy(() -> RunLock.acquire(directory, NOW))
            .isInstanceOf(RunLockedException.class);
      }
      assertThat(log.rest()).isEmpty();
    }
  }

  @Test
  void aFileThatAKilledProcessLeftLocksNobodyOut() throws Exception {
    Files.writeString(directory.resolve(RunLock.FILE), "process 1 since 2020-01-01T00:00:00Z\n");
    RunLock.acquire(directory, NOW).close();
  }

  @Test
  void theDirectoryIsMade() throws Exception {
    RunLock.acquire(directory.resolve("state/deep"), NOW).close();
    assertThat(directory.resolve("state/deep/iamaudit.lock")).exists();
  }

  @Test
  void aDirectoryThatCannotBeMadeStopsTheRunWithAReason() throws Exception {
    Path file = Files.writeString(directory.resolve("state"), "a file");
    assertThatThrownBy(() -> RunLock.acquire(file, NOW))
        .isInstanceOf(RunException.class)
        .hasMessage(
            "cannot write the lock file `%s`: a file of that name stands where a directory is"
                + " needed; make its directory writable, or name another",
            file.resolve("iamaudit.lock"));
  }
}
