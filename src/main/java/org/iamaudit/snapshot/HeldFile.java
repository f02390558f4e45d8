package org.iamaudit.snapshot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A file that one process at a time can hold, which may say in it who it is. The operating system
 * frees it when the process ends, however it ends, so that a file that stays behind locks nobody
 * out.
 *
 * <p>The file is emptied on release and not deleted, since another process may have it open.
 */
public final class HeldFile implements AutoCloseable {
  /** Far behind the text, which others may then read wherever locks bind readers too. */
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  /**
   * What this process holds, with the texts: it must not open such a file again, because closing
   * any channel to a file frees all locks that the process has on it (POSIX).
   */
  private static final Map<Path, String> OURS = new HashMap<>();

  private final Path file;
  private final FileChannel channel;

  private HeldFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the file without waiting; it is made if it is not there.
   *
   * @param holder what the file says from then on
   * @return empty if this process or another holds it
   * @throws IOException if the file system refuses the file or has no locks
   */
  public static Optional<HeldFile> take(Path file, String holder) throws IOException {
    synchronized (OURS) {
      Path real = real(file);
      if (OURS.containsKey(real)) {
        return Optional.empty();
      }
      FileChannel channel = FileChannel.open(real, CREATE, WRITE);
      try {
        if (channel.tryLock(LOCKED_BYTE, 1, false) != null) {
          channel.truncate(0).write(ByteBuffer.wrap(holder.getBytes(UTF_8)));
          OURS.put(real, holder);
          return Optional.of(new HeldFile(real, channel));
        }
      } catch (IOException e) {
        channel.close();
        throw e;
      }
      channel.close();
      return Optional.empty();
    }
  }

  /** What whoever holds the file says of itself; empty if it has not said anything yet. */
  public static String holder(Path file) throws IOException {
    synchronized (OURS) {
      Path real = real(file);
      String ours = OURS.get(real);
      return ours != null ? ours : Files.readString(real);
    }
  }

  private static Path real(Path file) throws IOException {
    return file.toAbsolutePath().getParent().toRealPath().resolve(file.getFileName());
  }

  @Override
  public void close() throws IOException {
    synchronized (OURS) {
      if (!channel.isOpen()) {
        return; // whoever holds the file by now keeps it
      }
      try (channel) {
        channel.truncate(0);
      } finally {
        OURS.remove(file);
      }
    }
  }
}
