package org.iamaudit.permission;

import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.IntStream;

/**
 * Numbers of catalogue actions, kept as the words between the first and the last one: most sets
 * name one service, whose actions lie together. Immutable.
 */
final class ActionBits {
  static final ActionBits NONE = new ActionBits(0, new long[0]);

  /** Where {@code words} begins, in words. */
  private final int offset;

  private final long[] words;

  private ActionBits(int offset, long[] words) {
    this.offset = offset;
    this.words = words;
  }

  static ActionBits of(BitSet bits) {
    return trimmed(0, bits.toLongArray());
  }

  private static ActionBits trimmed(int offset, long[] words) {
    int from = 0;
    int to = words.length;
    while (from < to && words[from] == 0) {
      from++;
    }
    while (to > from && words[to - 1] == 0) {
      to--;
    }
    return from == to
        ? NONE
        : from == 0 && to == words.length
            ? new ActionBits(offset, words)
            : new ActionBits(offset + from, Arrays.copyOfRange(words, from, to));
  }

  private int end() {
    return offset + words.length;
  }

  private long word(int index) {
    return index < offset || index >= end() ? 0 : words[index - offset];
  }

  ActionBits or(ActionBits other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    int from = Math.min(offset, other.offset);
    long[] both = new long[Math.max(end(), other.end()) - from];
    for (int i = 0; i < both.length; i++) {
      both[i] = word(from + i) | other.word(from + i);
    }
    return new ActionBits(from, both);
  }

  ActionBits and(ActionBits other) {
    int from = Math.max(offset, other.offset);
    int length = Math.min(end(), other.end()) - from;
    if (length <= 0) {
      return NONE;
    }
    long[] both = new long[length];
    for (int i = 0; i < length; i++) {
      both[i] = word(from + i) & other.word(from + i);
    }
    return trimmed(from, both);
  }

  ActionBits andNot(ActionBits other) {
    long[] left = new long[words.length];
    for (int i = 0; i < left.length; i++) {
      left[i] = words[i] & ~other.word(offset + i);
    }
    return trimmed(offset, left);
  }

  boolean intersects(ActionBits other) {
    int to = Math.min(end(), other.end());
    for (int i = Math.max(offset, other.offset); i < to; i++) {
      if ((word(i) & other.word(i)) != 0) {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return words.length == 0;
  }

  boolean get(int action) {
    return (word(action >> 6) >>> action & 1) != 0;
  }

  int cardinality() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /** Ascending. */
  IntStream stream() {
    return toBitSet().stream();
  }

  BitSet toBitSet() {
    BitSet bits = new BitSet(end() << 6);
    for (int i = 0; i < words.length; i++) {
      for (long rest = words[i]; rest != 0; rest &= rest - 1) {
        bits.set((offset + i << 6) + Long.numberOfTrailingZeros(rest));
      }
    }
    return bits;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof ActionBits other
        && offset == other.offset
        && Arrays.equals(words, other.words);
  }

  @Override
  public int hashCode() {
    return offset * 31 + Arrays.hashCode(words);
  }
}
