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
   * Whether some string matches both. Where both have their colons at the same places of every
   * match, part by part: most pairs of ARN patterns are settled by a part of a few tokens.
   */
  static boolean overlap(Glob a, Glob b) {
    boolean fold = a.ignoresCase() || b.ignoresCase();
    int parts = Math.min(a.parts(), b.parts());
    for (int part = 0; part < parts; part++) {
      if (!overlap(
          a.tokens(), a.start(part), a.end(part), b.tokens(), b.start(part), b.end(part), fold)) {
        return false;
      }
    }
    int[] s = a.tokens();
    int[] t = b.tokens();
    return overlap(s, a.start(parts), s.length, t, b.start(parts), t.length, fold);
  }

  /**
   * A walk over pairs of positions in two stretches. Exact, because a run that meets a run need
   * consume nothing, and a run that meets a single character consumes just that.
   */
  private static boolean overlap(
      int[] s, int fromS, int toS, int[] t, int fromT, int toT, boolean fold) {
    int i = fromS;
    int j = fromT;
    while (i < toS && j < toT && !Glob.isRun(s[i]) && !Glob.isRun(t[j])) {
      if (!meet(s[i++], t[j++], fold)) {
        return false;
      }
    }
    if (i == toS && j == toT) {
      return true;
    }
    return (toS - i == 1 && s[i] == Glob.RUN)
        || (toT - j == 1 && t[j] == Glob.RUN)
        || walk(s, i, toS, t, j, toT, fold);
  }

  private static boolean walk(
      int[] s, int fromS, int toS, int[] t, int fromT, int toT, boolean fold) {
    int width = toT - fromT;
    boolean[] next = new boolean[width + 1];
    boolean[] row = new boolean[width + 1];
    for (int i = toS; i >= fromS; i--) {
      boolean endS = i == toS;
      boolean runS = !endS && Glob.isRun(s[i]);
      for (int k = width; k >= 0; k--) {
        boolean endT = k == width;
        boolean runT = !endT && Glob.isRun(t[fromT + k]);
        if (endS || endT) {
          row[k] = (endS && endT) || (runS && next[k]) || (runT && row[k + 1]);
        } else {
          row[k] =
              (runS && next[k])
                  || (runT && row[k + 1])
                  || (meet(s[i], t[fromT + k], fold)
                      && ((runS && !runT && row[k + 1])
                          || (runT && !runS && next[k])
                          || (!runS && !runT && next[k + 1])));
        }
      }
      boolean[] done = next;
      next = row;
      row = done;
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
        text.appendCodePoint(token);
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
