package org.iamaudit.arn;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The two questions asked of nearly every pair of patterns, answered in a few microseconds where
 * that is exact: do they overlap, and does one contain the other. What is left goes to {@link
 * GlobSearch}.
 */
final class GlobPairs {
  /**
   * A character that policies do not name; instances made with it are instances all the same if one
   * does.
   */
  private static final char FRESH = '\u0101';

  private static final List<String> FILLERS = List.of(String.valueOf(FRESH), "", "a/" + FRESH);

  private GlobPairs() {}

  /**
   * Whether some string matches both: a walk over pairs of positions. Exact, because a run that
   * meets a run need consume nothing, and a run that meets a single character consumes just that.
   */
  static boolean overlap(Glob a, Glob b) {
    int[] s = a.tokens();
    int[] t = b.tokens();
    boolean fold = a.ignoresCase() || b.ignoresCase();
    boolean[] next = new boolean[t.length + 1];
    for (int i = s.length; i >= 0; i--) {
      boolean[] row = new boolean[t.length + 1];
      for (int j = t.length; j >= 0; j--) {
        boolean endS = i == s.length;
        boolean endT = j == t.length;
        if (endS && endT) {
          row[j] = true;
        } else {
          boolean runS = !endS && Glob.isRun(s[i]);
          boolean runT = !endT && Glob.isRun(t[j]);
          row[j] =
              (runS && next[j])
                  || (runT && row[j + 1])
                  || (runS && !endT && !runT && meet(s[i], t[j], fold) && row[j + 1])
                  || (runT && !endS && !runS && meet(t[j], s[i], fold) && next[j])
                  || (!endS && !endT && !runS && !runT && meet(s[i], t[j], fold) && next[j + 1]);
        }
      }
      next = row;
    }
    return next[0];
  }

  /** Whether some character is admitted by both tokens. */
  private static boolean meet(int a, int b, boolean fold) {
    if (a >= 0 && b >= 0) {
      return a == b || (fold && Character.toLowerCase(a) == Character.toLowerCase(b));
    }
    return a >= 0 ? Glob.admits(b, a) : b < 0 || Glob.admits(a, b);
  }

  /** Whether every string of the first matches the second; empty if the quick ways do not tell. */
  static Optional<Boolean> isSubset(Glob inner, Glob outer) {
    if (!instances(inner).allMatch(outer::matches)) {
      return Optional.of(false);
    }
    return covers(inner, outer) ? Optional.of(true) : Optional.empty();
  }

  /** Some strings that the pattern matches, unlike each other. */
  static Stream<String> instances(Glob glob) {
    return FILLERS.stream().map(filler -> instance(glob, filler));
  }

  /**
   * A string that the pattern matches: each run replaced by the filler as far as it may hold it.
   */
  private static String instance(Glob glob, String filler) {
    StringBuilder text = new StringBuilder();
    for (int token : glob.tokens()) {
      if (token >= 0) {
        text.append((char) token);
      } else if (!Glob.isRun(token)) {
        text.append(FRESH);
      } else {
        text.append(token == Glob.RUN_IN_NAME ? filler.replace("/", "") : filler);
        if (token == Glob.RUN && filler.length() > 1) {
          text.append(':');
        }
      }
    }
    return text.toString();
  }

  /**
   * Whether the outer pattern can follow the inner one token by token. True is always right, false
   * is not.
   */
  private static boolean covers(Glob inner, Glob outer) {
    int[] s = inner.tokens();
    int[] t = outer.tokens();
    if (inner.ignoresCase() && !outer.ignoresCase()) {
      return false;
    }
    boolean[] next = new boolean[t.length + 1];
    for (int i = s.length; i >= 0; i--) {
      boolean[] row = new boolean[t.length + 1];
      for (int j = t.length; j >= 0; j--) {
        boolean endS = i == s.length;
        boolean runT = j < t.length && Glob.isRun(t[j]);
        boolean skip = runT && row[j + 1];
        if (endS) {
          row[j] = j == t.length || skip;
        } else {
          boolean absorbed = runT && within(s[i], t[j], outer) && next[j];
          boolean single =
              j < t.length
                  && !runT
                  && !Glob.isRun(s[i])
                  && within(s[i], t[j], outer)
                  && next[j + 1];
          row[j] = skip || absorbed || single;
        }
      }
      next = row;
    }
    return next[0];
  }

  /** Whether every character that the inner token admits, the outer one does. */
  private static boolean within(int inner, int outerToken, Glob outer) {
    if (inner >= 0) {
      return outerToken >= 0
          ? outerToken == (outer.ignoresCase() ? Character.toLowerCase(inner) : inner)
          : Glob.admits(outerToken, inner);
    }
    if (outerToken >= 0) {
      return false;
    }
    boolean colon = Glob.admits(inner, ':');
    boolean slash = Glob.admits(inner, '/');
    return (!colon || Glob.admits(outerToken, ':')) && (!slash || Glob.admits(outerToken, '/'));
  }
}
