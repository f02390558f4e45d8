package org.iamaudit.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.stream.Stream;
import org.iamaudit.arn.AccountId;
import org.iamaudit.policy.NearestName;
import org.iamaudit.policy.Quoted;

/** Reads the kinds of values that a configuration holds. */
final class Values {

  /** Reads one kind of value. */
  @FunctionalInterface
  interface Parser<T> {
    T parse(Node.Scalar scalar) throws BadValue;
  }

  private Values() {}

  /** Text on one line that says something. */
  static String text(Node.Scalar scalar) throws BadValue {
    String text = scalar.text();
    if (text.isBlank()) {
      throw new BadValue("the text is empty; give one or remove the line");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new BadValue(Quoted.of(text) + " holds a line break or another control character");
    }
    return text;
  }

  /** A path, resolved against the place where it is written. */
  static Path path(Node.Scalar scalar) throws BadValue {
    try {
      return scalar.place().base().resolve(text(scalar)).normalize();
    } catch (InvalidPathException e) {
      throw new BadValue(Quoted.of(scalar.text()) + " is not a path");
    }
  }

  static AccountId accountId(Node.Scalar scalar) throws BadValue {
    try {
      return new AccountId(scalar.text());
    } catch (IllegalArgumentException e) {
      throw new BadValue(Quoted.of(scalar.text()) + " is not an account id, which has 12 digits");
    }
  }

  static Instant instant(Node.Scalar scalar) throws BadValue {
    try {
      return Instant.parse(scalar.text());
    } catch (DateTimeException e) {
      throw new BadValue(
          Quoted.of(scalar.text()) + " is not an instant in UTC such as `2026-11-01T06:00:00Z`");
    }
  }

  /** A period longer than nothing, and not so long that counting back leaves the calendar. */
  static Period period(Node.Scalar scalar) throws BadValue {
    LocalDate anyDay = LocalDate.EPOCH;
    try {
      Period period = Period.parse(scalar.text());
      LocalDate end = anyDay.plus(period);
      if (end.isAfter(anyDay) && !end.isAfter(anyDay.plusYears(100))) {
        return period;
      }
    } catch (DateTimeException | ArithmeticException e) {
      throw new BadValue(
          Quoted.of(scalar.text()) + " is not a period such as `P45D` (45 days) or `P3M`");
    }
    throw new BadValue(
        "the period " + Quoted.of(scalar.text()) + " is not between a day and 100 years");
  }

  /** A length of time that is not negative. */
  static Duration duration(Node.Scalar scalar) throws BadValue {
    try {
      Duration duration = Duration.parse(scalar.text());
      if (!duration.isNegative()) {
        return duration;
      }
    } catch (DateTimeException e) {
      // said below, as for a negative one
    }
    throw new BadValue(Quoted.of(scalar.text()) + " is not a duration such as `PT6H`");
  }

  static ZoneId zone(Node.Scalar scalar) throws BadValue {
    try {
      return ZoneId.of(scalar.text());
    } catch (DateTimeException e) {
      throw new BadValue(
          "unknown time zone "
              + Quoted.of(scalar.text())
              + NearestName.hint(scalar.text(), ZoneId.getAvailableZoneIds())
              + "; expected a name such as `Europe/Berlin` or `UTC`");
    }
  }

  static FailOn failOn(Node.Scalar scalar) throws BadValue {
    try {
      return FailOn.parse(scalar.text());
    } catch (IllegalArgumentException e) {
      throw new BadValue(e.getMessage());
    }
  }

  /** One of the constants of an enum, in kebab case. */
  static <E extends Enum<E>> Parser<E> keyword(Class<E> type) {
    return scalar ->
        Stream.of(type.getEnumConstants())
            .filter(constant -> Keyword.of(constant).equals(scalar.text()))
            .findFirst()
            .orElseThrow(
                () ->
                    new BadValue(
                        BadValue.notOneOf(
                            scalar.text(),
                            Stream.of(type.getEnumConstants()).map(Keyword::of).toList())));
  }
}
