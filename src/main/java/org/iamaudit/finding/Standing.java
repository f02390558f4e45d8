package org.iamaudit.finding;

import java.time.Instant;
import java.util.Optional;

/**
 * How a finding of this run stands in the course of all runs, and whether it was accepted.
 *
 * @param firstSeen as-of time of the first run that ever saw it; kept when it comes back
 * @param lastSeen as-of time of the last run that saw it
 * @param runsSeen how many runs saw it, this one included
 * @param waiver the waiver that excuses it
 */
public record Standing(
    Status status,
    Disposition disposition,
    Instant firstSeen,
    Instant lastSeen,
    int runsSeen,
    Optional<String> waiver) {

  /** What a finding was before this run. Those that are gone are changes, not findings. */
  public enum Status {
    /** Never seen. */
    NEW,
    /** Seen, or not evaluated, in the run before. */
    PERSISTING,
    /** Resolved once. */
    REOPENED
  }

  /** What people decided about it. */
  public enum Disposition {
    OPEN,
    EXCEPTED,
    FALSE_POSITIVE
  }

  /** Of a finding that nothing is known of before this moment. */
  public static Standing first(Instant asOf) {
    return new Standing(Status.NEW, Disposition.OPEN, asOf, asOf, 1, Optional.empty());
  }

  /** The same with a decision about it. */
  public Standing excused(Disposition by, String waiverId) {
    return new Standing(status, by, firstSeen, lastSeen, runsSeen, Optional.of(waiverId));
  }
}
