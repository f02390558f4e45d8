package org.iamaudit.policy;

/** Classes of characters that AWS names are made of. */
final class Ascii {
  private Ascii() {}

  static boolean isAlphanumeric(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c);
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
