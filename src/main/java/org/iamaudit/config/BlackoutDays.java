package org.iamaudit.config;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.MonthDay;

/**
 * Days on which a schedule does not fire, on the clock of its zone. Written as ISO 8601 has it: a
 * day {@code 2026-12-24}, days from one to another {@code 2026-12-24/2027-01-02}, a day of every
 * year {@code --12-25}.
 */
public sealed interface BlackoutDays {

  /** Whether a day is among them. */
  boolean contains(LocalDate day);

  /**
   * As written.
   *
   * @throws DateTimeException if it is none of the three
   */
  static BlackoutDays parse(String text) {
    if (text.startsWith("--")) {
      return new Yearly(MonthDay.parse(text));
    }
    int slash = text.indexOf('/');
    return slash < 0
        ? new Span(LocalDate.parse(text), LocalDate.parse(text))
        : new Span(
            LocalDate.parse(text.substring(0, slash)), LocalDate.parse(text.substring(slash + 1)));
  }

  /** One day after another, both ends included. */
  record Span(LocalDate first, LocalDate last) implements BlackoutDays {
    public Span {
      if (last.isBefore(first)) {
        throw new DateTimeException("the last day is before the first");
      }
    }

    @Override
    public boolean contains(LocalDate day) {
      return !day.isBefore(first) && !day.isAfter(last);
    }

    @Override
    public String toString() {
      return first.equals(last) ? first.toString() : first + "/" + last;
    }
  }

  /** A day of every year. */
  record Yearly(MonthDay day) implements BlackoutDays {
    @Override
    public boolean contains(LocalDate date) {
      return MonthDay.from(date).equals(day);
    }

    @Override
    public String toString() {
      return day.toString();
    }
  }
}
