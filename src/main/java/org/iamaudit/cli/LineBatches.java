package org.iamaudit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into batches of whole lines. A batch ends with what has arrived: whoever writes one
 * line and waits for its answer gets it.
 */
final class LineBatches {
  private static final int SIZE = 1 << 16;
  private static final byte[] NOTHING = {};

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
      int read = in.read(buffer, filled, buffer.length - filled);
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
      if (filled == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * filled);
      }
    }
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
