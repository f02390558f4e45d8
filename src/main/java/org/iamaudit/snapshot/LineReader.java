package org.iamaudit.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a file as bytes in one buffer that is used again for each. */
final class LineReader {
  private static final int LONGEST = 1 << 28;

  private final InputStream in;
  private byte[] buffer = new byte[1 << 20];
  private int end;
  private int scanned;
  private int offset;
  private int length;
  private int number;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Moves to the next line; false at the end of the file. */
  boolean next() throws IOException {
    int from = number == 0 ? 0 : Math.min(end, offset + length + 1);
    scanned = from;
    offset = from;
    while (true) {
      while (scanned < end && buffer[scanned] != '\n') {
        scanned++;
      }
      if (scanned < end || !fill()) {
        length = scanned - offset;
        number++;
        return scanned < end || length > 0;
      }
    }
  }

  /** Reads more behind the line so far, moving it to the front; false if there is no more. */
  private boolean fill() throws IOException {
    if (offset > 0) {
      System.arraycopy(buffer, offset, buffer, 0, end - offset);
      end -= offset;
      scanned -= offset;
      offset = 0;
    }
    if (end == buffer.length) {
      if (buffer.length >= LONGEST) {
        throw new IOException("line " + (number + 1) + " is too long");
      }
      buffer = Arrays.copyOf(buffer, 2 * buffer.length);
    }
    int read = in.read(buffer, end, buffer.length - end);
    end += Math.max(0, read);
    return read >= 0;
  }

  /** The bytes that hold the line, from {@link #offset()} for {@link #length()}. */
  byte[] buffer() {
    return buffer;
  }

  int offset() {
    return offset;
  }

  /** Without the line feed. */
  int length() {
    return length;
  }

  /** 1-based. */
  int number() {
    return number;
  }

  boolean isBlank() {
    for (int i = offset; i < offset + length; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
