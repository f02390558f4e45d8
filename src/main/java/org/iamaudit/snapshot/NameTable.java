package org.iamaudit.snapshot;

import java.util.Arrays;
import org.iamaudit.arn.NameCase;

/**
 * One lower-case string for every name of a vocabulary, in whatever case it is written. Service
 * last accessed data repeats a few thousand action names millions of times; finding them by their
 * characters makes no garbage.
 *
 * <p>A hash table with open addressing, at most half full.
 */
final class NameTable {
  private char[][] written = new char[1 << 12][];
  private String[] lower = new String[1 << 12];
  private int size;

  String lowerCase(char[] text, int offset, int length) {
    int slot = find(text, offset, length);
    if (written[slot] == null) {
      add(Arrays.copyOfRange(text, offset, offset + length));
      slot = find(text, offset, length);
    }
    return lower[slot];
  }

  /** The slot of a name, or the empty one where it belongs. */
  private int find(char[] text, int offset, int length) {
    int slot = hash(text, offset, length) & (written.length - 1);
    while (written[slot] != null
        && !Arrays.equals(written[slot], 0, written[slot].length, text, offset, offset + length)) {
      slot = (slot + 1) & (written.length - 1);
    }
    return slot;
  }

  private void add(char[] name) {
    if (2 * ++size > written.length) {
      grow();
    }
    String asWritten = new String(name);
    String lowerCase = NameCase.lower(asWritten);
    // The string that stands for a spelling in lower case stands for all.
    put(
        name,
        lowerCase.equals(asWritten)
            ? asWritten
            : lowerCase(lowerCase.toCharArray(), 0, lowerCase.length()));
  }

  private void put(char[] name, String lowerCase) {
    int slot = find(name, 0, name.length);
    written[slot] = name;
    lower[slot] = lowerCase;
  }

  private void grow() {
    char[][] oldWritten = written;
    String[] oldLower = lower;
    written = new char[2 * oldWritten.length][];
    lower = new String[written.length];
    for (int i = 0; i < oldWritten.length; i++) {
      if (oldWritten[i] != null) {
        put(oldWritten[i], oldLower[i]);
      }
    }
  }

  private static int hash(char[] text, int offset, int length) {
    int hash = length;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + text[i];
    }
    // Names that differ in their last letter must not stand side by side.
    hash *= 0x9E3779B9;
    return hash ^ (hash >>> 16);
  }
}
