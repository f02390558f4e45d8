package org.iamaudit.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.iamaudit.collect.CollectException.Kind;
import org.iamaudit.snapshot.HeldFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Held while an account is read, so that no two collections work in the same directory, which would
 * mix or lose what they read: several machines may share it.
 */
final class AccountLock {
  private static final Logger LOG = LoggerFactory.getLogger(AccountLock.class);

  private static final String FILE = ".lock";
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private AccountLock() {}

  /**
   * Takes the lock as soon as nobody has it.
   *
   * @param home the directory of the account's snapshots; made if it is not there
   * @param patience how long to wait for another collection
   * @throws CollectException if it takes longer
   * @throws IOException if the file system refuses the file or has no locks
   */
  static HeldFile await(Path home, LiveAccount account, Duration patience, Waiting waiting)
      throws IOException, CollectException {
    Path file = Files.createDirectories(home).resolve(FILE);
    Instant latest = waiting.now().plus(patience);
    Optional<HeldFile> held = HeldFile.take(file, "");
    if (held.isEmpty()) {
      LOG.atInfo()
          .addKeyValue("event", "account.waiting")
          .addKeyValue("account_id", account.id())
          .log("another process reads {} into {}", account.label(), home);
    }
    for (; held.isEmpty(); held = HeldFile.take(file, "")) {
      if (!waiting.now().isBefore(latest)) {
        throw new CollectException(
            Kind.FAILED,
            ("%s has been read by another process, into `%s`, for more than %s; wait for it, or"
                    + " stop it, and try again")
                .formatted(account.label(), home, patience),
            null);
      }
      pause(waiting);
    }
    return held.get();
  }

  private static void pause(Waiting waiting) throws CollectException {
    try {
      waiting.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CollectException(Kind.INTERRUPTED, "stopped while waiting to read", e);
    }
  }
}
