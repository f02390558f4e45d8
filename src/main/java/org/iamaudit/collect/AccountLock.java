package org.iamaudit.collect;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.iamaudit.collect.CollectException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Held while an account is read, so that no two collections work in the same directory, which would
 * mix or lose what they read: several machines may share it. The operating system frees the lock
 * when the process ends, however it ends; the file stays behind.
 */
final class AccountLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AccountLock.class);

  private static final String FILE = ".lock";
  private static final Duration PAUSE = Duration.ofSeconds(2);

  /**
   * What this process holds: it must not open such a file again, because closing any channel to a
   * file frees all locks that the process has on it (POSIX).
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private AccountLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock as soon as nobody has it.
   *
   * @param home the directory of the account's snapshots; made if it is not there
   * @param patience how long to wait for another collection
   * @throws CollectException if it takes longer
   * @throws IOException if the file system refuses the file or has no locks
   */
  static AccountLock await(Path home, LiveAccount account, Duration patience, Waiting waiting)
      throws IOException, CollectException {
    Path file = Files.createDirectories(home).toRealPath().resolve(FILE);
    Instant latest = waiting.now().plus(patience);
    boolean told = false;
    while (true) {
      if (HELD.add(file)) {
        try {
          FileChannel channel = FileChannel.open(file, CREATE, WRITE);
          if (channel.tryLock() != null) {
            return new AccountLock(file, channel);
          }
          channel.close();
          HELD.remove(file);
        } catch (IOException e) {
          HELD.remove(file);
          throw e;
        }
      }
      if (!waiting.now().isBefore(latest)) {
        throw new CollectException(
            Kind.FAILED,
            ("%s has been read by another process, into `%s`, for more than %s; wait for it, or"
                    + " stop it, and try again")
                .formatted(account.label(), home, patience),
            null);
      }
      if (!told) {
        LOG.atInfo()
            .addKeyValue("event", "account.waiting")
            .addKeyValue("account_id", account.id())
            .log("another process reads {} into {}", account.label(), home);
        told = true;
      }
      pause(waiting);
    }
  }

  private static void pause(Waiting waiting) throws CollectException {
    try {
      waiting.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CollectException(Kind.INTERRUPTED, "stopped while waiting to read", e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      HELD.remove(file);
    }
  }
}
