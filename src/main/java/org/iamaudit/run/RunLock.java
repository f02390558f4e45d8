package org.iamaudit.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.iamaudit.snapshot.HeldFile;
import org.iamaudit.snapshot.IoReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Held while a run works, so that two of them never write at once. The file says who holds it. */
public final class RunLock implements AutoCloseable {
  /** The name of the file, in the state directory. */
  public static final String FILE = "iamaudit.lock";

  private static final String DAEMON_FILE = "daemon.lock";

  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

  private final HeldFile held;

  private RunLock(HeldFile held) {
    this.held = held;
  }

  /**
   * Takes the lock in {@code directory}, which is created if need be, without waiting.
   *
   * @param now written into the file as the time since when it is held
   * @throws RunLockedException if another run, of this process or another, holds it
   * @throws RunException if the file cannot be written
   */
  public static RunLock acquire(Path directory, Instant now)
      throws RunLockedException, RunException {
    return acquire(directory.resolve(FILE), "run", now);
  }

  /** As {@link #acquire}, of a daemon for as long as it lives; keeps no run out. */
  public static RunLock ofDaemon(Path directory, Instant now)
      throws RunLockedException, RunException {
    return acquire(directory.resolve(DAEMON_FILE), "daemon", now);
  }

  private static RunLock acquire(Path file, String what, Instant now)
      throws RunLockedException, RunException {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      long process = ProcessHandle.current().pid();
      String self = "process " + process + " since " + now.truncatedTo(ChronoUnit.SECONDS) + "\n";
      Optional<HeldFile> held = HeldFile.take(file, self);
      if (held.isEmpty()) {
        String holder = HeldFile.holder(file).strip();
        throw new RunLockedException(
            what, file, holder.isEmpty() ? "a process that has not said who it is yet" : holder);
      }
      return new RunLock(held.get());
    } catch (IOException e) {
      throw new RunException(
          "cannot write the lock file `"
              + file
              + "`: "
              + IoReason.of(e)
              + "; make its directory writable, or name another",
          e);
    }
  }

  /** Frees the lock. */
  @Override
  public void close() {
    try {
      held.close();
    } catch (IOException e) {
      // The run is over and its outcome stands. The lock itself is free, with the process at the
      // latest; only the text in the file may be left behind.
      LOG.warn("could not empty the lock file: {}", IoReason.of(e));
    }
  }
}
