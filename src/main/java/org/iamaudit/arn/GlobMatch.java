package org.iamaudit.arn;

import static org.iamaudit.arn.Glob.RUN;
import static org.iamaudit.arn.Glob.admits;
import static org.iamaudit.arn.Glob.isRun;

import java.util.BitSet;

/**
 * Whether a string matches the tokens of a {@link Glob} whose first are literals that matched
 * already.
 *
 * <p>Keeps the set of reached positions, as bits, character by character. A bit moves on when its
 * token admits the character, stays if the token is a run, and a run may also match nothing.
 */
final class GlobMatch {
  private GlobMatch() {}

  /**
   * Whether the rest matches.
   *
   * @param start how many tokens matched, each of them one {@code char} of the text
   */
  static boolean matches(int[] tokens, boolean ignoreCase, int start, String text) {
    int n = tokens.length - start;
    if (n >= Long.SIZE) {
      return longMatches(tokens, ignoreCase, start, text);
    }
    long now = skip(1, tokens, start, n);
    for (int i = start; i < text.length() && now != 0; ) {
      int read = text.codePointAt(i);
      i += Character.charCount(read);
      int c = fold(read, ignoreCase);
      long next = 0;
      for (long rest = now & ~(1L << n); rest != 0; rest &= rest - 1) {
        int p = Long.numberOfTrailingZeros(rest);
        int token = tokens[start + p];
        if (token >= 0 ? token == c : admits(token, c)) {
          next |= 1L << (isRun(token) ? p : p + 1);
        }
      }
      now = skip(next, tokens, start, n);
      if (tokens[tokens.length - 1] == RUN && (now >>> (n - 1) & 1) != 0) {
        return true;
      }
    }
    return (now >>> n & 1) != 0;
  }

  static int fold(int c, boolean ignoreCase) {
    return ignoreCase ? Character.toLowerCase(c) : c;
  }

  private static long skip(long reached, int[] tokens, int start, int n) {
    long all = reached;
    for (long rest = reached & ~(1L << n); rest != 0; rest &= rest - 1) {
      int p = Long.numberOfTrailingZeros(rest);
      if (isRun(tokens[start + p])) {
        all |= 1L << (p + 1);
      }
    }
    return all;
  }

  /** The same for patterns of more than 63 tokens after their literal beginning. */
  private static boolean longMatches(int[] tokens, boolean ignoreCase, int start, String text) {
    BitSet now = skip(BitSet.valueOf(new long[] {1}), tokens, start);
    for (int i = start; i < text.length() && !now.isEmpty(); ) {
      int read = text.codePointAt(i);
      i += Character.charCount(read);
      int c = fold(read, ignoreCase);
      BitSet next = new BitSet();
      for (int p = now.nextSetBit(0); p >= 0 && start + p < tokens.length; ) {
        int token = tokens[start + p];
        if (token >= 0 ? token == c : admits(token, c)) {
          next.set(isRun(token) ? p : p + 1);
        }
        p = now.nextSetBit(p + 1);
      }
      now = skip(next, tokens, start);
    }
    return now.get(tokens.length - start);
  }

  private static BitSet skip(BitSet reached, int[] tokens, int start) {
    for (int p = reached.nextSetBit(0); p >= 0 && start + p < tokens.length; ) {
      if (isRun(tokens[start + p])) {
        reached.set(p + 1);
      }
      p = reached.nextSetBit(p + 1);
    }
    return reached;
  }
}
