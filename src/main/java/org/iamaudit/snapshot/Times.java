package org.iamaudit.snapshot;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Times as AWS writes them. */
final class Times {
  static final String EXPECTED = "a time such as `2026-09-01T00:00:00Z`";

  /** The first moment of the year 10000, in seconds since 1970. */
  private static final double TOO_LATE = 253_402_300_800d;

  private Times() {}

  /**
   * Reads ISO 8601 with an offset or {@code Z}, with or without fractions of a second.
   *
   * @throws DateTimeException if the text is anything else; a time without an offset is no moment
   */
  static Instant parse(String text) {
    return OffsetDateTime.parse(text).toInstant();
  }

  /**
   * Seconds since 1970 as the JSON protocols write them, exact to a millisecond.
   *
   * @throws DateTimeException if that is not a date of our age
   */
  static Instant ofEpochSeconds(double seconds) {
    if (!(seconds >= 0 && seconds < TOO_LATE)) {
      throw new DateTimeException("not a number of seconds since 1970");
    }
    return Instant.ofEpochMilli(Math.round(seconds * 1000));
  }
}
