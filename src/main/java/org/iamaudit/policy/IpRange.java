package org.iamaudit.policy;

import java.math.BigInteger;
import java.util.Optional;

/**
 * The addresses of one CIDR block. IPv4 and IPv6 never overlap.
 *
 * @param first lowest address
 * @param last highest address, inclusive
 * @param strayBits whether the text had bits set beyond the mask, which are ignored
 */
public record IpRange(boolean v6, BigInteger first, BigInteger last, boolean strayBits) {

  /**
   * Reads {@code 203.0.113.0/24}, {@code 2001:db8::/32} or a bare address, which is a block of one
   * (IAM User Guide, "IP address condition operators"; for IPv6 the page's "/32" is read as /128).
   */
  public static Optional<IpRange> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    boolean v6 = address.indexOf(':') >= 0;
    int width = v6 ? 128 : 32;
    Optional<BigInteger> value = v6 ? v6(address) : v4(address);
    int mask = slash < 0 ? width : decimal(text.substring(slash + 1), 3, width);
    if (value.isEmpty() || mask < 0) {
      return Optional.empty();
    }
    BigInteger free = BigInteger.ONE.shiftLeft(width - mask).subtract(BigInteger.ONE);
    BigInteger first = value.get().andNot(free);
    return Optional.of(
        new IpRange(v6, first, first.or(free), !first.equals(value.get()) && slash >= 0));
  }

  private static Optional<BigInteger> v4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    long value = 0;
    for (String part : parts) {
      int octet = decimal(part, 3, 255);
      if (octet < 0) {
        return Optional.empty();
      }
      value = value << 8 | octet;
    }
    return Optional.of(BigInteger.valueOf(value));
  }

  private static Optional<BigInteger> v6(String text) {
    String expanded = text;
    int lastColon = text.lastIndexOf(':');
    if (text.indexOf('.') > 0) {
      Optional<BigInteger> tail = v4(text.substring(lastColon + 1));
      if (tail.isEmpty()) {
        return Optional.empty();
      }
      long low = tail.get().longValue();
      expanded =
          text.substring(0, lastColon + 1)
              + Long.toHexString(low >>> 16)
              + ":"
              + Long.toHexString(low & 0xffff);
    }
    int gap = expanded.indexOf("::");
    if (gap >= 0 && expanded.indexOf("::", gap + 1) >= 0) {
      return Optional.empty();
    }
    String[] head = groups(gap < 0 ? expanded : expanded.substring(0, gap));
    String[] tail = gap < 0 ? new String[0] : groups(expanded.substring(gap + 2));
    int missing = 8 - head.length - tail.length;
    if (gap < 0 ? missing != 0 : missing < 1) {
      return Optional.empty();
    }
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < 8; i++) {
      String group =
          i < head.length ? head[i] : i < 8 - tail.length ? "0" : tail[i - 8 + tail.length];
      if (!group.matches("[0-9a-fA-F]{1,4}")) {
        return Optional.empty();
      }
      value = value.shiftLeft(16).or(BigInteger.valueOf(Integer.parseInt(group, 16)));
    }
    return Optional.of(value);
  }

  private static String[] groups(String text) {
    return text.isEmpty() ? new String[0] : text.split(":", -1);
  }

  /** The number, or -1 if it is none or too large. */
  private static int decimal(String text, int digits, int max) {
    if (text.isEmpty()
        || text.length() > digits
        || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    int value = Integer.parseInt(text);
    return value <= max ? value : -1;
  }

  /** Whether every address of the other block is in this one. */
  public boolean contains(IpRange other) {
    return v6 == other.v6 && first.compareTo(other.first) <= 0 && last.compareTo(other.last) >= 0;
  }
}
