package org.iamaudit.evaluate;

import java.util.Optional;
import org.iamaudit.policy.IpRange;

/**
 * An address inside a CIDR block; a bare address is a block of one, IPv4 and IPv6 never match each
 * other, so that {@code NotIpAddress} with IPv4 blocks is true for every IPv6 caller (IAM User
 * Guide, "IP address condition operators", read 2026-11; cases {@code ip-address/*}).
 */
final class IpAddressOperators {
  private IpAddressOperators() {}

  static ValueTest test(String policyValue) {
    Optional<IpRange> block = IpRange.parse(policyValue);
    if (block.isEmpty()) {
      return ValueTest.NEVER;
    }
    return (value, context, trace) -> {
      Optional<IpRange> address = value.address();
      return ValueTest.Match.of(address.isPresent() && block.get().contains(address.get()));
    };
  }
}
