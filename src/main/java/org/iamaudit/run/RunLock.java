package org.iamaudit.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Held while a run works, so that two of them never write at once. The operating system frees it
 * when the process ends, however it ends, so a file that stays behind locks nobody out.
 *
 * <p>The file says who holds the lock; it is emptied on release and never deleted, since another
 * process may have it open already.
 */
public final class RunLock implements AutoCloseable {
  /** The name of the file, in the state directory. */
  public static final String FILE = "iamaudit.lock";

  private static final String DAEMON_FILE = "daemon.lock";

  /** Far behind the text, which others may then read wherever locks bind readers too. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);

  private static final int LONGEST_TEXT = 500;

  /**
   * What this process holds, with the texts: it must not open the file again, because closing any
   * channel to a file frees all locks that the process has on it (POSIX).
   */
  private static final Map<Path, String> HELD = new ConcurrentHashMap<>();

  private final Path file;
  private final FileChannel channel;

  private RunLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
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
      Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
      Path real = directory.toRealPath().resolve(file.getFileName());
      String text = text(now);
      String holder = HELD.putIfAbsent(real, text);
      if (holder != null) {
        throw new RunLockedException(what, file, holder.strip());
      }
      try {
        return new RunLock(real, locked(real, text, what, file));
      } catch (IOException | RunLockedException e) {
        HELD.remove(real);
        throw e;
      }
    } catch (IOException e) {
      throw new RunException(
          "cannot write the lock file `" + file + "`: " + IoReason.of(e) + "; make it writable", e);
    }
  }

  private static FileChannel locked(Path real, String text, String what, Path file)
      throws IOException, RunLockedException {
    FileChannel channel = FileChannel.open(real, CREATE, READ, WRITE);
    try {
      if (channel.tryLock(LOCKED_BYTE, 1, false) == null) {
        throw new RunLockedException(what, file, read(channel));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)), 0);
      return channel;
    } catch (IOException | RunLockedException e) {
      channel.close();
      throw e;
    }
  }

  private static String text(Instant now) {
    return "process "
        + ProcessHandle.current().pid()
        + " since "
        + now.truncatedTo(ChronoUnit.SECONDS)
        + "\n";
  }

  private static String read(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(LONGEST_TEXT);
    channel.read(text, 0);
    String holder = new String(text.array(), 0, text.position(), UTF_8).strip();
    return holder.isEmpty() ? "a process that has not said who it is yet" : holder;
  }

  /** Frees the lock. */
  @Override
  public void close() {
    try (channel) {
      channel.truncate(0);
    } catch (IOException e) {
      // The run is over and its outcome stands. The lock itself goes with the channel, and with the
      // process at the latest; only the text in the file may be left behind.
      LOG.warn("could not empty the lock file: {}", IoReason.of(e));
    } finally {
      HELD.remove(file);
    }
  }
}
