package org.iamaudit.arn;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Answers exactly whether a string exists that all of some globs match and none of some others,
 * with a shortest example.
 *
 * <p>Method: breadth-first search over sets of positions. All globs share one bit vector: bit
 * <i>p</i> of a glob's stretch is set when its first <i>p</i> tokens can have consumed the string
 * so far. Characters that no glob names behave alike, so the alphabet is the literals that occur,
 * the two separators, and one other character. A state is dropped when a wanted glob has no
 * position left, or an unwanted one stands before a final {@code *}, which accepts whatever
 * follows.
 *
 * <p>Cost: about 100 µs for two ARNs. The worst case is exponential in the number of {@code ?}
 * after a {@code *} ({@code *a??????????}); past {@link #BUDGET} states the answer is "undecided",
 * which callers take for "such a string may exist", so that a difference is reported rather than
 * lost. Refused: automaton libraries (1 to 10 ms to build each pattern, and they explode on the
 * same patterns); a dynamic program over the two patterns (inexact once {@code ?} stands outside).
 */
final class GlobSearch {
  private static final int BUDGET = 200_000;
  private static final int CACHED = 20_000;

  /** No letter with two cases lies beyond. */
  private static final int LAST_LETTER = 0x1ffff;

  private static final Map<Question, Answer> ANSWERS = new ConcurrentHashMap<>();

  /**
   * By character, the others that become it in lower case; for {@code k} the Kelvin sign as well.
   */
  private static final Map<Integer, List<Integer>> CASES =
      IntStream.rangeClosed(Character.MIN_CODE_POINT, LAST_LETTER)
          .filter(c -> Character.toLowerCase(c) != c)
          .boxed()
          .collect(Collectors.groupingBy(Character::toLowerCase));

  private record Question(List<Glob> all, List<Glob> none) {}

  /** An example, or none and whether that is certain. */
  record Answer(Optional<String> example, boolean decided) {
    boolean surelyEmpty() {
      return example.isEmpty() && decided;
    }
  }

  private GlobSearch() {}

  static boolean isSubset(Glob inner, Glob outer) {
    return GlobPairs.isSubset(inner, outer)
        .orElseGet(() -> search(List.of(inner), List.of(outer)).surelyEmpty());
  }

  /** The answer for "matched by all of these, by none of those". */
  static Answer search(List<Glob> all, List<Glob> none) {
    Question question = new Question(List.copyOf(all), List.copyOf(none));
    Answer known = ANSWERS.get(question);
    if (known == null) {
      known = new Machine(question).run();
      if (ANSWERS.size() >= CACHED) {
        ANSWERS.clear();
      }
      ANSWERS.put(question, known);
    }
    return known;
  }

  /** One search. */
  private static final class Machine {
    private final int words;
    private final long[] start;
    private final long[] runs;
    private final int[] alphabet;
    private final long[][] stay;
    private final long[][] step;
    private final long[][] wanted;
    private final long[] accepts;
    private final long[] rejects;
    private final long[] hopeless;

    Machine(Question question) {
      List<Glob> all = question.all;
      List<Glob> none = question.none;
      int bits = 0;
      for (Glob glob : all) {
        bits += glob.tokens().length + 1;
      }
      for (Glob glob : none) {
        bits += glob.tokens().length + 1;
      }
      words = (bits >> 6) + 1;
      alphabet = alphabet(question);
      start = new long[words];
      runs = new long[words];
      stay = new long[alphabet.length][words];
      step = new long[alphabet.length][words];
      accepts = new long[words];
      rejects = new long[words];
      hopeless = new long[words];
      wanted = new long[all.size()][words];
      int base = 0;
      for (int g = 0; g < all.size() + none.size(); g++) {
        boolean want = g < all.size();
        Glob glob = want ? all.get(g) : none.get(g - all.size());
        int n = glob.tokens().length;
        lay(glob, base);
        set(want ? accepts : rejects, base + n);
        if (want) {
          for (int p = 0; p <= n; p++) {
            set(wanted[g], base + p);
          }
        } else if (n > 0 && glob.tokens()[n - 1] == Glob.RUN) {
          set(hopeless, base + n - 1);
        }
        base += n + 1;
      }
      close(start);
    }

    private void lay(Glob glob, int base) {
      int[] tokens = glob.tokens();
      set(start, base);
      for (int p = 0; p < tokens.length; p++) {
        boolean run = Glob.isRun(tokens[p]);
        if (run) {
          set(runs, base + p);
        }
        for (int c = 0; c < alphabet.length; c++) {
          int symbol = glob.ignoresCase() ? Character.toLowerCase(alphabet[c]) : alphabet[c];
          if (tokens[p] >= 0 ? tokens[p] == symbol : Glob.admits(tokens[p], symbol)) {
            set(run ? stay[c] : step[c], base + p);
          }
        }
      }
    }

    private static int[] alphabet(Question question) {
      SortedSet<Integer> literals = new TreeSet<>(List.of((int) ':', (int) '/'));
      for (List<Glob> globs : List.of(question.all, question.none)) {
        for (Glob glob : globs) {
          for (int token : glob.tokens()) {
            if (token >= 0) {
              literals.add(token);
              if (glob.ignoresCase()) {
                literals.addAll(CASES.getOrDefault(token, List.of()));
              }
            }
          }
        }
      }
      int other = 'x';
      while (literals.contains(other) || literals.contains(Character.toUpperCase(other))) {
        other = other == 'z' ? 'a' : other == 'w' ? '\u0100' : other + 1;
      }
      int[] alphabet = new int[literals.size() + 1];
      alphabet[0] = other;
      int n = 1;
      for (int c : literals) {
        alphabet[n++] = c;
      }
      return alphabet;
    }

    Answer run() {
      Map<Bits, Step> seen = new HashMap<>();
      ArrayDeque<Bits> queue = new ArrayDeque<>();
      Bits first = new Bits(start);
      if (isDead(start)) {
        return new Answer(Optional.empty(), true);
      }
      seen.put(first, new Step(null, 0));
      queue.add(first);
      while (!queue.isEmpty()) {
        Bits state = queue.remove();
        if (isFound(state.words)) {
          return new Answer(Optional.of(spell(seen, state)), true);
        }
        for (int c = 0; c < alphabet.length; c++) {
          long[] next = next(state.words, c);
          if (isDead(next)) {
            continue;
          }
          Bits bits = new Bits(next);
          if (!seen.containsKey(bits)) {
            if (seen.size() >= BUDGET) {
              return new Answer(Optional.empty(), false);
            }
            seen.put(bits, new Step(state, alphabet[c]));
            queue.add(bits);
          }
        }
      }
      return new Answer(Optional.empty(), true);
    }

    private long[] next(long[] state, int c) {
      long[] next = new long[words];
      long carry = 0;
      for (int w = 0; w < words; w++) {
        long moved = state[w] & step[c][w];
        next[w] = (moved << 1) | carry | (state[w] & stay[c][w]);
        carry = moved >>> 63;
      }
      close(next);
      return next;
    }

    /** A run may also match nothing; runs are never adjacent, so one move is enough. */
    private void close(long[] state) {
      long carry = 0;
      for (int w = 0; w < words; w++) {
        long skipped = state[w] & runs[w];
        long before = carry;
        carry = skipped >>> 63;
        state[w] |= (skipped << 1) | before;
      }
    }

    private boolean isDead(long[] state) {
      for (long[] stretch : wanted) {
        if (!meet(state, stretch)) {
          return true;
        }
      }
      return meet(state, hopeless);
    }

    private boolean isFound(long[] state) {
      for (int w = 0; w < words; w++) {
        if ((state[w] & accepts[w]) != accepts[w] || (state[w] & rejects[w]) != 0) {
          return false;
        }
      }
      return true;
    }

    private static boolean meet(long[] a, long[] b) {
      for (int w = 0; w < a.length; w++) {
        if ((a[w] & b[w]) != 0) {
          return true;
        }
      }
      return false;
    }

    private static void set(long[] bits, int at) {
      bits[at >> 6] |= 1L << at;
    }

    private static String spell(Map<Bits, Step> seen, Bits end) {
      StringBuilder text = new StringBuilder();
      for (Step s = seen.get(end); s.from != null; s = seen.get(s.from)) {
        text.appendCodePoint(s.symbol);
      }
      return text.reverse().toString();
    }
  }

  private record Step(Bits from, int symbol) {}

  private static final class Bits {
    final long[] words;
    private final int hash;

    Bits(long[] words) {
      this.words = words;
      this.hash = Arrays.hashCode(words);
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Bits other && Arrays.equals(words, other.words);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }
}
