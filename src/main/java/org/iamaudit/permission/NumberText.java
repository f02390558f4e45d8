package org.iamaudit.permission;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes numbers, moments and addresses of a {@link ValueSet.NumberValues} as a request would carry
 * them.
 */
final class NumberText {
  private static final BigInteger V6_BASE = BigInteger.ONE.shiftLeft(40);

  private NumberText() {}

  static String write(ValueSet.NumberValues.Kind kind, BigDecimal number) {
    return switch (kind) {
      case NUMBER -> number.toPlainString();
      case DATE -> moment(number);
      case ADDRESS -> address(number.setScale(0, RoundingMode.FLOOR).toBigInteger());
    };
  }

  private static String moment(BigDecimal seconds) {
    long whole = seconds.setScale(0, RoundingMode.FLOOR).longValue();
    long nanos = seconds.subtract(BigDecimal.valueOf(whole)).movePointRight(9).longValue();
    return Instant.ofEpochSecond(whole, nanos).toString();
  }

  private static String address(BigInteger value) {
    if (value.compareTo(V6_BASE) < 0) {
      long v4 = value.longValue();
      return (v4 >> 24) + "." + (v4 >> 16 & 255) + "." + (v4 >> 8 & 255) + "." + (v4 & 255);
    }
    BigInteger v6 = value.subtract(V6_BASE);
    List<String> groups = new ArrayList<>();
    for (int i = 7; i >= 0; i--) {
      groups.add(Integer.toHexString(v6.shiftRight(16 * i).intValue() & 0xffff));
    }
    return String.join(":", groups).replaceFirst("(^|:)(0(:|$)){2,}", "::");
  }
}
