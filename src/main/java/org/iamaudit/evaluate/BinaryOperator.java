package org.iamaudit.evaluate;

import java.util.Arrays;
import java.util.Base64;

/**
 * {@code BinaryEquals}: base64 on both sides, compared byte by byte; what is not base64 matches
 * nothing (IAM User Guide, "Binary condition operators", read 2026-11; cases {@code binary/*}).
 */
final class BinaryOperator {
  private BinaryOperator() {}

  static ValueTest test(String policyValue) {
    byte[] wanted = decode(policyValue);
    return wanted == null
        ? ValueTest.NEVER
        : (value, context, trace) ->
            ValueTest.Match.of(Arrays.equals(wanted, decode(value.text())));
  }

  private static byte[] decode(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null; // not base64: equal to nothing
    }
  }
}
