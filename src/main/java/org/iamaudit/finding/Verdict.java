package org.iamaudit.finding;

/**
 * What is said of one permission of one principal: a point in required × granted × used (README,
 * "Verdicts").
 */
public enum Verdict {
  OK("OK"),
  UNUSED("UNUSED"),
  EXCESS_UNUSED("EXCESS unused"),
  EXCESS_IN_USE("EXCESS in use"),
  EXCESS_USE_UNKNOWN("EXCESS, use unknown"),
  TOLERATED("TOLERATED"),
  FORBIDDEN("FORBIDDEN"),
  MISSING("MISSING"),
  DENIED_ATTEMPT("DENIED ATTEMPT"),
  /** No baseline: nobody said whether it is required. Used permissions of such principals. */
  NOT_JUDGED("NOT JUDGED");

  private final String text;

  Verdict(String text) {
    this.text = text;
  }

  /** As reports print it. */
  public String text() {
    return text;
  }
}
