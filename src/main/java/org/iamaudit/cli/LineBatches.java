package org.iamaudit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into batches of whole lines. A batch ends with what has arrived: whoever writes one
 * line and waits for its answer gets it. A line of more than {@link #LONGEST} bytes is cut there,
 * so that one without end does not fill the memory.
 */
final class LineBatches {
  private static final int SIZE = 1 << 16;
  private static final byte[] NOTHING = {};

  /** A hundred times the largest set of policies that applies to a request. */
  static final int LONGEST = 16 << 20;

  private final InputStream in;

  /** The beginning of a line whose end has not arrived. */
  private byte[] rest = NOTHING;

  LineBatches(InputStream in) {
    this.in = in;
  }

  /** Whole lines with their ends; the last line may have none. Nothing at the end. */
  byte[] next() throws IOException {
    byte[] buffer = Arrays.copyOf(rest, rest.length + SIZE);
    int filled = rest.length;
    while (true) {
      int read = in.read(buffer, filled, Math.min(SIZE, buffer.length - filled));
      if (read < 0) {
        rest = NOTHING;
        return Arrays.copyOf(buffer, filled);
      }
      int end = endOfLines(buffer, filled, filled + read);
      filled += read;
      if (end > 0) {
        rest = Arrays.copyOfRange(buffer, end, filled);
        return Arrays.copyOf(buffer, end);
      }
      if (filled > LONGEST) {
        skipLine();
        return Arrays.copyOf(buffer, LONGEST);
      }
      if (filled == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * filled);
      }
    }
  }

  private void skipLine() throws IOException {
    byte[] buffer = new byte[SIZE];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      for (int i = 0; i < read; i++) {
        if (buffer[i] == '\n') {
          rest = Arrays.copyOfRange(buffer, i + 1, read);
          return;
        }
      }
    }
    rest = NOTHING;
  }

  /** Behind the last line feed in a part of the buffer, or 0. */
  private static int endOfLines(byte[] buffer, int from, int to) {
    for (int i = to; i > from; i--) {
      if (buffer[i - 1] == '\n') {
        return i;
      }
    }
    return 0;
  }
}
