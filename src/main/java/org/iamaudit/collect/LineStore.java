package org.iamaudit.collect;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines by the ARN they are about, added in any order by several threads and kept on disk, so that
 * a collection that was killed finds those it has.
 *
 * <p>A line in the file is the ARN, a tab and the text. Only where each stands is in memory.
 */
final class LineStore {
  private final Path file;
  private final Map<String, Place> places = new HashMap<>();
  private long length;

  private record Place(long start, int length) {}

  private LineStore(Path file) {
    this.file = file;
  }

  /** Goes on with a file, if there is one. */
  static LineStore open(Path file) {
    LineStore store = new LineStore(file);
    try {
      if (Files.exists(file)) {
        WorkDirectory.dropUnfinishedLine(file);
        store.index();
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read `" + file + "`", e);
    }
    return store;
  }

  private void index() throws IOException {
    try (InputStream in = new java.io.BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      StringBuilder arn = new StringBuilder();
      long textStart = -1;
      for (int c = in.read(); c >= 0; c = in.read()) {
        length++;
        if (c == '\n') {
          places.put(arn.toString(), new Place(textStart, (int) (length - 1 - textStart)));
          arn.setLength(0);
          textStart = -1;
        } else if (textStart < 0 && c == '\t') {
          textStart = length;
        } else if (textStart < 0) {
          arn.append((char) c);
        }
      }
    }
  }

  synchronized boolean has(String arn) {
    return places.containsKey(arn);
  }

  /** Adds a text of one line. ARNs are ASCII. */
  synchronized void add(String arn, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    byte[] key = (arn + "\t").getBytes(UTF_8);
    byte[] line = new byte[key.length + bytes.length + 1];
    System.arraycopy(key, 0, line, 0, key.length);
    System.arraycopy(bytes, 0, line, key.length, bytes.length);
    line[line.length - 1] = '\n';
    try {
      Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write `" + file + "`", e);
    }
    places.put(arn, new Place(length + key.length, bytes.length));
    length += line.length;
  }

  /** Writes the texts in the order of {@code arns}; one that is not there is left out. */
  synchronized void write(Path target, List<String> arns) {
    try (RandomAccessFile in =
            Files.exists(file) ? new RandomAccessFile(file.toFile(), "r") : null;
        OutputStream out = new java.io.BufferedOutputStream(Files.newOutputStream(target))) {
      for (String arn : arns) {
        Place place = places.get(arn);
        if (place != null && in != null) {
          byte[] text = new byte[place.length()];
          in.seek(place.start());
          in.readFully(text);
          out.write(text);
          out.write('\n');
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write `" + target + "`", e);
    }
  }
}
