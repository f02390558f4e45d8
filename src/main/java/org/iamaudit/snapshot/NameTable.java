package org.iamaudit.snapshot;

import java.util.Locale;

/**
 * One lower-case string for every name of a vocabulary, in whatever case it is written. Service
 * last accessed data repeats a few thousand action names millions of times; finding them by their
 * characters makes no garbage.
 */
final class NameTable {
  private String[] written = new String[1 << 12];
  private String[] lower = new String[1 << 12];
  private int size;

  String lowerCase(char[] text, int offset, int length) {
    int slot = slot(hash(text, offset, length));
    while (written[slot] != null) {
      if (same(written[slot], text, offset, length)) {
        return lower[slot];
      }
      slot = slot(slot + 1);
    }
    String name = new String(text, offset, length);
    add(name, name.toLowerCase(Locale.ROOT));
    return lowerCase(text, offset, length);
  }

  private void add(String name, String lowerCase) {
    if (2 * ++size > written.length) {
      grow();
    }
    put(name, lowerCase.equals(name) ? name : canonical(lowerCase));
  }

  /** The string that stands for a name that is lower-case already. */
  private String canonical(String lowerCase) {
    return lowerCase(lowerCase.toCharArray(), 0, lowerCase.length());
  }

  private void put(String name, String lowerCase) {
    char[] text = name.toCharArray();
    int slot = slot(hash(text, 0, text.length));
    while (written[slot] != null) {
      slot = slot(slot + 1);
    }
    written[slot] = name;
    lower[slot] = lowerCase;
  }

  private void grow() {
    String[] oldWritten = written;
    String[] oldLower = lower;
    written = new String[2 * oldWritten.length];
    lower = new String[written.length];
    for (int i = 0; i < oldWritten.length; i++) {
      if (oldWritten[i] != null) {
        put(oldWritten[i], oldLower[i]);
      }
    }
  }

  private int slot(int hash) {
    return hash & (written.length - 1);
  }

  private static int hash(char[] text, int offset, int length) {
    int hash = 0;
    for (int i = offset; i < offset + length; i++) {
      hash = 31 * hash + text[i];
    }
    return hash ^ (hash >>> 15);
  }

  private static boolean same(String name, char[] text, int offset, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.charAt(i) != text[offset + i]) {
        return false;
      }
    }
    return true;
  }
}
