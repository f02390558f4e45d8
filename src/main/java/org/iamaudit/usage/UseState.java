package org.iamaudit.usage;

/** What the usage data says of one permission of one principal. */
public enum UseState {
  /** Seen within the period that counts as in use. */
  USED,
  /** Tracked, and not seen within that period. */
  NOT_USED,
  /** AWS does not track it, or no data was collected: it may be in use. Never called unused. */
  NOT_TRACKED,
  /** Not seen, but the principal is younger than the period. */
  WINDOW_TOO_SHORT
}
