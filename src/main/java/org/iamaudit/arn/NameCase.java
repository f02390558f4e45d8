package org.iamaudit.arn;

import java.util.Locale;

/**
 * Names that AWS compares without case: services, actions, condition keys, condition operators, tag
 * keys of users and roles.
 *
 * <p>All but tag keys are ASCII, so no other character may turn into one of theirs: U+212A (KELVIN
 * SIGN) is no {@code k} and U+0130 no {@code i}. AWS does not say what it makes of other letters in
 * tag keys; theirs are folded one by one, as {@code StringEqualsIgnoreCase} does.
 */
public final class NameCase {
  private NameCase() {}

  /** The name in lower case; as many characters as before. */
  public static String lower(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 0x80) {
        return name.codePoints()
            .map(NameCase::lower)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return name.toLowerCase(Locale.ROOT);
  }

  /** Whether two names are one. */
  public static boolean same(String one, String other) {
    return lower(one).equals(lower(other));
  }

  private static int lower(int c) {
    int lower = Character.toLowerCase(c);
    return c >= 0x80 && lower < 0x80 ? c : lower;
  }
}
