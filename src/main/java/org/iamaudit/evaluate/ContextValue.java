package org.iamaudit.evaluate;

import java.math.BigDecimal;
import java.util.Optional;
import org.iamaudit.policy.ConditionValues;
import org.iamaudit.policy.IpRange;

/**
 * One value of a context key. What it is as a number, moment or address is read when first asked
 * for and kept: one request meets many conditions.
 */
final class ContextValue {
  private final String text;
  // Read at most a few times by racing threads, always with the same result.
  private Optional<BigDecimal> number;
  private Optional<BigDecimal> epochSeconds;
  private Optional<IpRange> address;

  ContextValue(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  Optional<BigDecimal> number() {
    Optional<BigDecimal> known = number;
    if (known == null) {
      known = ConditionValues.number(text);
      number = known;
    }
    return known;
  }

  Optional<BigDecimal> epochSeconds() {
    Optional<BigDecimal> known = epochSeconds;
    if (known == null) {
      known = ConditionValues.epochSeconds(text);
      epochSeconds = known;
    }
    return known;
  }

  /** An address is written without a mask. */
  Optional<IpRange> address() {
    Optional<IpRange> known = address;
    if (known == null) {
      known = text.indexOf('/') < 0 ? IpRange.parse(text) : Optional.empty();
      address = known;
    }
    return known;
  }
}
