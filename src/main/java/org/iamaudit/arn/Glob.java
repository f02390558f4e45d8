package org.iamaudit.arn;

import java.util.Arrays;
import java.util.Optional;

/**
 * A pattern over strings: literal characters, runs ({@code *}) and single characters ({@code ?}). A
 * character is a code point.
 *
 * <p>A run or a single character may be confined: to what is not a colon (inside one part of an
 * ARN) or to what is neither a colon nor a slash (a bucket name). Adjacent runs are merged, so that
 * equal patterns are mostly equal objects.
 */
public final class Glob implements Comparable<Glob> {
  // Tokens: a non-negative one is a literal character, the others are wildcards.
  static final int RUN = -1;
  static final int ONE = -2;
  static final int RUN_IN_PART = -3;
  static final int ONE_IN_PART = -4;
  static final int RUN_IN_NAME = -5;

  /** Matches every string, the empty one too. */
  public static final Glob ANYTHING = new Glob(new int[] {RUN}, false);

  private final int[] tokens;
  private final boolean ignoreCase;
  private final int[] colons;
  private final boolean literal;
  private final int hash;

  private Glob(int[] tokens, boolean ignoreCase) {
    this.tokens = tokens;
    this.ignoreCase = ignoreCase;
    this.colons = colons(tokens);
    this.literal = !ignoreCase && Arrays.stream(tokens).allMatch(token -> token >= 0);
    this.hash = Arrays.hashCode(tokens) * 31 + Boolean.hashCode(ignoreCase);
  }

  static Glob of(int[] raw, int length, boolean ignoreCase) {
    int[] merged = new int[length];
    int n = 0;
    for (int i = 0; i < length; i++) {
      int token = raw[i];
      if (ignoreCase && token >= 0) {
        token = Character.toLowerCase(token);
      }
      if (n > 0 && isRun(token) && isRun(merged[n - 1])) {
        merged[n - 1] = wider(token, merged[n - 1]);
      } else {
        merged[n++] = token;
      }
    }
    return new Glob(Arrays.copyOf(merged, n), ignoreCase);
  }

  private static int wider(int a, int b) {
    return Math.max(
        a, b); // RUN > RUN_IN_PART > RUN_IN_NAME, and a run beside a wider one adds nothing
  }

  /**
   * {@code *} and {@code ?} over the whole string, crossing every separator, as {@code StringLike}
   * matches.
   */
  public static Glob of(String pattern) {
    return new GlobBuilder().pattern(pattern).asString();
  }

  /** Exactly this string. */
  public static Glob literal(String text) {
    return new GlobBuilder().literal(text).asString();
  }

  static boolean isRun(int token) {
    return token == RUN || token == RUN_IN_PART || token == RUN_IN_NAME;
  }

  /** Whether a wildcard token may stand for a character. */
  static boolean admits(int token, int c) {
    return switch (token) {
      case RUN, ONE -> true;
      case RUN_IN_PART, ONE_IN_PART -> c != ':';
      case RUN_IN_NAME -> c != ':' && c != '/';
      default -> false;
    };
  }

  int[] tokens() {
    return tokens;
  }

  boolean ignoresCase() {
    return ignoreCase;
  }

  /** Whether it matches every string. */
  public boolean matchesEverything() {
    return tokens.length == 1 && tokens[0] == RUN;
  }

  /** The one string it matches, if it has no wildcard and case counts. */
  public Optional<String> asLiteral() {
    if (ignoreCase) {
      return Optional.empty();
    }
    StringBuilder text = new StringBuilder();
    for (int token : tokens) {
      if (token < 0) {
        return Optional.empty();
      }
      text.appendCodePoint(token);
    }
    return Optional.of(text.toString());
  }

  /**
   * The text between two colons, counted from 0, if it and everything before it is literal or
   * confined to its part, so that every match has just this text there. The third part (2) of an
   * ARN pattern is its service.
   */
  public Optional<String> literalPart(int part) {
    int colons = 0;
    StringBuilder text = new StringBuilder();
    for (int token : tokens) {
      if (token == ':') {
        if (colons++ == part) {
          return Optional.of(text.toString());
        }
      } else if (token == RUN || token == ONE || (token < 0 && colons == part)) {
        return Optional.empty();
      } else if (colons == part) {
        text.appendCodePoint(token);
      }
    }
    return Optional.empty();
  }

  /**
   * Whether ARNs that differ in their partition alone all match, or none: it leaves the partition
   * open, or it matches no ARN.
   */
  public boolean isSameInEveryPartition() {
    boolean open = colons.length >= 2 && colons[1] == colons[0] + 2;
    return matchesEverything()
        || (open && tokens[colons[0] + 1] == RUN_IN_PART)
        || (literal && colons.length == 0);
  }

  /**
   * Whether the whole of a string matches. Linear in its length for each position of the pattern,
   * never exponential.
   */
  public boolean matches(String text) {
    int at = 0;
    while (at < tokens.length && tokens[at] >= 0 && tokens[at] < Character.MIN_SURROGATE) {
      if (at >= text.length() || tokens[at] != GlobMatch.fold(text.charAt(at), ignoreCase)) {
        return false;
      }
      at++;
    }
    return at == tokens.length
        ? text.length() == at
        : GlobMatch.matches(tokens, ignoreCase, at, text);
  }

  /** Whether it matches one string only. */
  boolean isLiteral() {
    return literal;
  }

  /** Whether every string of this pattern is one of the other. Exact. */
  public boolean isSubsetOf(Glob other) {
    return equals(other)
        || other.matchesEverything()
        || (!surelyDisjoint(other) && !surelyExceeds(other) && GlobSearch.isSubset(this, other));
  }

  /** Whether no string matches both. Exact. */
  public boolean isDisjointFrom(Glob other) {
    if (matchesEverything() || other.matchesEverything() || equals(other)) {
      return false;
    }
    return surelyDisjoint(other) || !GlobPairs.overlap(this, other);
  }

  /**
   * A cheap test that sees most disjoint pairs: different literals at the beginning, at the end, or
   * at the beginning of a part that both confine between the same colons.
   */
  boolean surelyDisjoint(Glob other) {
    if (ignoreCase != other.ignoreCase) {
      return false;
    }
    int[] a = tokens;
    int[] b = other.tokens;
    int shorter = Math.min(a.length, b.length);
    for (int i = 1; i <= shorter && a[a.length - i] >= 0 && b[b.length - i] >= 0; i++) {
      if (a[a.length - i] != b[b.length - i]) {
        return true;
      }
    }
    int parts = Math.min(colons.length, other.colons.length);
    for (int part = 0; part <= parts; part++) {
      int i = start(part);
      int j = other.start(part);
      for (; i < a.length && j < b.length && a[i] >= 0 && b[j] >= 0; i++, j++) {
        if (a[i] != b[j]) {
          return true;
        }
        if (a[i] == ':') {
          break;
        }
      }
    }
    return false;
  }

  /**
   * A cheap test that sees most pairs that do not contain each other: the other fixes a part that
   * this one leaves open.
   */
  private boolean surelyExceeds(Glob other) {
    int parts = Math.min(colons.length, other.colons.length);
    for (int part = 0; part < parts; part++) {
      if (other.isLiteral(part) && !isLiteral(part)) {
        return true;
      }
    }
    return false;
  }

  /** How many parts end at a colon that stands between the same parts in every match. */
  int parts() {
    return colons.length;
  }

  /** Where a part begins in the tokens; the one after the last fixed colon too. */
  int start(int part) {
    return part == 0 ? 0 : colons[part - 1] + 1;
  }

  /** Where a part that ends at a fixed colon does. */
  int end(int part) {
    return colons[part];
  }

  private boolean isLiteral(int part) {
    for (int i = start(part); i < colons[part]; i++) {
      if (tokens[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Places of the colons before which nothing crosses a colon: every match has its parts between
   * the same ones.
   */
  private static int[] colons(int[] tokens) {
    int[] found = new int[5];
    int n = 0;
    for (int i = 0; i < tokens.length && n < 5; i++) {
      if (tokens[i] == RUN || tokens[i] == ONE) {
        break;
      }
      if (tokens[i] == ':') {
        found[n++] = i;
      }
    }
    return Arrays.copyOf(found, n);
  }

  @Override
  public boolean equals(Object o) {
    return this == o
        || (o instanceof Glob other
            && hash == other.hash
            && ignoreCase == other.ignoreCase
            && Arrays.equals(tokens, other.tokens));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public int compareTo(Glob other) {
    int place = Arrays.mismatch(tokens, other.tokens);
    if (isPlain(place) && other.isPlain(place)) {
      return Integer.compare(tokens[place], other.tokens[place]);
    }
    int byText = toString().compareTo(other.toString());
    int byTokens = byText != 0 ? byText : Arrays.compare(tokens, other.tokens);
    return byTokens != 0 ? byTokens : Boolean.compare(ignoreCase, other.ignoreCase);
  }

  /** Whether the token there is a character that stands for itself in the text, too. */
  private boolean isPlain(int place) {
    return place >= 0
        && place < tokens.length
        && tokens[place] >= 0
        && tokens[place] != '*'
        && tokens[place] != '?';
  }

  /**
   * As one would write it in a policy; literal wildcards as {@code ${*}} and {@code ${?}}, and the
   * beginning of what is no variable here as {@code ${$}{}.
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tokens.length; i++) {
      int token = tokens[i];
      boolean opens = token == '$' && i + 1 < tokens.length && tokens[i + 1] == '{';
      if (isRun(token)) {
        text.append('*');
      } else if (token < 0) {
        text.append('?');
      } else if (token == '*' || token == '?' || opens) {
        text.append("${").appendCodePoint(token).append('}');
      } else {
        text.appendCodePoint(token);
      }
    }
    return ignoreCase && !text.isEmpty() ? text + " (in any case)" : text.toString();
  }
}
