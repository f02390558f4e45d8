package org.iamaudit.policy;

import java.util.Collection;
import java.util.Locale;

/** Guesses which known name a misspelt one was meant to be. */
public final class NearestName {
  private static final int LONGEST = 64;

  private NearestName() {}

  /** {@code " (did you mean `Action`?)"}, or nothing if no known name is near. */
  public static String hint(String written, Collection<String> known) {
    if (written.length() > LONGEST) {
      return "";
    }
    int bearable = Math.max(1, Math.min(3, written.length() / 3));
    String nearest = "";
    int least = Integer.MAX_VALUE;
    for (String name : known) {
      if (Math.abs(name.length() - written.length()) > bearable) {
        continue; // the distance is at least that
      }
      int distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        nearest = name;
      }
    }
    return least <= bearable ? " (did you mean `" + nearest + "`?)" : "";
  }

  /** How many letters to add, drop, replace or swap with their neighbour. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + same);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
