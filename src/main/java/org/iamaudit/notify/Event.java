package org.iamaudit.notify;

import java.util.Locale;

/** What a channel may be told of. */
public enum Event {
  /** An audit or a month is done, and nothing is missing in it. */
  READY,
  /** An audit is done, with gaps, or a month in which something was not audited in full. */
  PARTIAL,
  /** An audit has failed and is not tried again by itself. */
  FAILED,
  /** A fire time is not audited. */
  MISSED,
  /** An audit has findings, at or above the severity of the channel, that the last one had not. */
  NEW_FINDINGS,
  /** Waivers that are still needed expire soon. */
  WAIVERS_EXPIRING;

  /** As the configuration and messages write it: {@code new-findings}. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
