package org.iamaudit.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * What the ledger says of a period.
 *
 * @param reason why it was missed or failed; empty string otherwise
 * @param attempts how often an audit of it began
 * @param node the machine of the last attempt; empty string before the first
 * @param started when the last attempt began
 * @param finished when it ended, or when the period was found missed
 * @param runId of the audit; empty string until there is a result
 * @param workbook the path of the workbook; empty string until there is a result
 */
public record LedgerEntry(
    Period period,
    Kind kind,
    State state,
    String reason,
    int attempts,
    String node,
    Optional<Instant> started,
    Optional<Instant> finished,
    String runId,
    String workbook) {

  /** What asked for the audit. */
  public enum Kind {
    SCHEDULED,
    /** Someone triggered it; counts for no fire time. */
    MANUAL
  }

  /** How far it is. */
  public enum State {
    PLANNED,
    /** An audit has begun. Whether it still works, the job store knows. */
    STARTED,
    COMPLETE,
    /** Audited, with gaps. */
    PARTIAL,
    /** The last attempt failed. */
    FAILED,
    /** Will not be audited. */
    MISSED;

    /** Whether there is a result. */
    public boolean isDone() {
      return this == COMPLETE || this == PARTIAL;
    }

    /** Lower case, as people and metrics read it. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
