package org.iamaudit.report;

import java.util.List;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Verdict;

/** The colours of the workbook, as RRGGBB. Every text on its fill has a contrast of 4.5 or more. */
final class Palette {
  static final String INK = "1F2933";
  static final String NAVY = "1F3A5F";
  static final String LINK = "1D4ED8";
  static final String WHITE = "FFFFFF";
  static final String PALE = "EEF2F7";
  static final String RULE = "D5DCE5";
  static final String GREY = "5B6775";
  static final String GREEN_INK = "14532D";
  static final String GREEN = "D1F0DA";
  static final String RED_INK = "7F1D1D";
  static final String RED = "FBD5D5";
  static final String AMBER_INK = "713F12";
  static final String AMBER = "FDEBB3";

  /** Of new, persisting, reopened findings in a chart. */
  static final List<String> STATUSES = List.of("F59E4B", "6FA8A0", "7C5CBF");

  private Palette() {}

  static String fill(Severity severity) {
    return switch (severity) {
      case CRITICAL -> "9B1C1C";
      case HIGH -> "F59E4B";
      case MEDIUM -> "FBD84B";
      case LOW -> "A9CDF3";
      case INFO -> "D5DCE5";
    };
  }

  static String ink(Severity severity) {
    return severity == Severity.CRITICAL ? WHITE : INK;
  }

  /** Of a chart's series. */
  static String fill(Verdict verdict) {
    return switch (verdict) {
      case FORBIDDEN -> "9B1C1C";
      case EXCESS_IN_USE -> "F59E4B";
      case EXCESS_UNUSED -> "FBD84B";
      case EXCESS_USE_UNKNOWN -> "CDB36B";
      case MISSING -> "7C5CBF";
      case DENIED_ATTEMPT -> "B9A5E2";
      case UNUSED -> "A9CDF3";
      case TOLERATED -> "6FA8A0";
      case NOT_JUDGED -> "B4BDC8";
      case OK -> "6BBF84";
    };
  }
}
