package org.iamaudit.arn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Writes what two patterns have in common as a union of patterns, for people to read; {@code a*}
 * and {@code *b} share {@code a*b} and, if they overlap, less.
 *
 * <p>There always is such a union; where it has more than {@link #MOST} patterns, or the two are
 * very long, nothing is returned and the two are shown as they are.
 */
final class GlobIntersection {
  private static final int MOST = 40;

  /** Characters of both patterns: the search is as deep, and nobody reads longer ones. */
  private static final int LONGEST = 2_000;

  private final int[] a;
  private final int[] b;
  private final Map<Integer, List<List<Integer>>> known = new HashMap<>();
  private boolean tooMany;

  private GlobIntersection(Glob a, Glob b) {
    this.a = a.tokens();
    this.b = b.tokens();
  }

  static Optional<List<Glob>> of(Glob a, Glob b) {
    if (a.ignoresCase() != b.ignoresCase() || a.tokens().length + b.tokens().length > LONGEST) {
      return Optional.empty();
    }
    List<Integer> head = new ArrayList<>();
    int part = head(a, b, head);
    GlobIntersection search = new GlobIntersection(a, b);
    List<List<Integer>> found = search.from(a.start(part), b.start(part));
    if (search.tooMany) {
      return Optional.empty();
    }
    List<Glob> globs = new ArrayList<>();
    for (List<Integer> tail : found) {
      int[] raw = IntStream.concat(ints(head), ints(tail)).toArray();
      globs.add(Glob.of(raw, raw.length, a.ignoresCase()));
    }
    return Optional.of(Language.maximal(globs));
  }

  /** The first parts that both fix between the same colons, as long as one look settles them. */
  private static int head(Glob a, Glob b, List<Integer> into) {
    int part = 0;
    for (; part < Math.min(a.parts(), b.parts()); part++) {
      int[] one = Arrays.copyOfRange(a.tokens(), a.start(part), a.end(part));
      int[] other = Arrays.copyOfRange(b.tokens(), b.start(part), b.end(part));
      boolean anyOfOne = one.length == 1 && one[0] == Glob.RUN_IN_PART;
      boolean anyOfOther = other.length == 1 && other[0] == Glob.RUN_IN_PART;
      if (!anyOfOne && !anyOfOther && !Arrays.equals(one, other)) {
        break;
      }
      Arrays.stream(anyOfOne ? other : one).forEach(into::add);
      into.add((int) ':');
    }
    return part;
  }

  private static IntStream ints(List<Integer> tokens) {
    return tokens.stream().mapToInt(Integer::intValue);
  }

  private List<List<Integer>> from(int i, int j) {
    int key = i * (b.length + 1) + j;
    List<List<Integer>> result = known.get(key);
    if (result == null) {
      result = tooMany ? List.of() : find(i, j);
      tooMany |= result.size() > MOST;
      known.put(key, result);
    }
    return result;
  }

  private List<List<Integer>> find(int i, int j) {
    List<List<Integer>> result = new ArrayList<>();
    if (i == a.length && j == b.length) {
      result.add(List.of());
      return result;
    }
    boolean runA = i < a.length && Glob.isRun(a[i]);
    boolean runB = j < b.length && Glob.isRun(b[j]);
    if (runA && runB) {
      int common = Math.min(a[i], b[j]);
      prepend(common, from(i + 1, j), result);
      prepend(common, from(i, j + 1), result);
    } else if (runA) {
      result.addAll(from(i + 1, j));
      if (j < b.length) {
        meet(a[i], b[j]).ifPresent(t -> prepend(t, from(i, j + 1), result));
      }
    } else if (runB) {
      result.addAll(from(i, j + 1));
      if (i < a.length) {
        meet(b[j], a[i]).ifPresent(t -> prepend(t, from(i + 1, j), result));
      }
    } else if (i < a.length && j < b.length) {
      meet(a[i], b[j]).ifPresent(t -> prepend(t, from(i + 1, j + 1), result));
    }
    return result;
  }

  /**
   * The token for a character that both admit; {@code single} stands for one character, {@code any}
   * may be a run.
   */
  private static Optional<Integer> meet(int any, int single) {
    if (any >= 0) {
      return single == any || Glob.admits(single, any) ? Optional.of(any) : Optional.empty();
    }
    if (single >= 0) {
      return Glob.admits(any, single) ? Optional.of(single) : Optional.empty();
    }
    boolean free = Glob.admits(any, ':') && Glob.admits(single, ':');
    return Optional.of(free ? Glob.ONE : Glob.ONE_IN_PART);
  }

  private static void prepend(int token, List<List<Integer>> tails, List<List<Integer>> into) {
    for (List<Integer> tail : tails) {
      List<Integer> whole = new ArrayList<>(tail.size() + 1);
      whole.add(token);
      whole.addAll(tail);
      into.add(whole);
    }
  }
}
