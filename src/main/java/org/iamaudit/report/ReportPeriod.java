package org.iamaudit.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The calendar month, in UTC, that a report is for. */
record ReportPeriod(YearMonth month) {
  private static final DateTimeFormatter TITLE =
      DateTimeFormatter.ofPattern("MMMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  static ReportPeriod of(Instant moment) {
    return new ReportPeriod(YearMonth.from(LocalDate.ofInstant(moment, ZoneOffset.UTC)));
  }

  Instant start() {
    return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** The day, in UTC, so long after a moment. */
  static LocalDate after(Instant moment, Period period) {
    return LocalDate.ofInstant(moment, ZoneOffset.UTC).plus(period);
  }

  /** The last second. */
  Instant end() {
    return month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusSeconds(1);
  }

  /** For example {@code October 2026}. */
  String title() {
    return month.format(TITLE);
  }

  /** A moment in a sentence. */
  static String text(Instant moment) {
    return TIME.format(moment);
  }

  /** For example {@code 2026-10}. */
  @Override
  public String toString() {
    return month.toString();
  }
}
