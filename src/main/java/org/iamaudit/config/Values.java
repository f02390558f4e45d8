package org.iamaudit.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;
import org.iamaudit.arn.AccountId;
import org.iamaudit.collect.AwsRegion;
import org.iamaudit.policy.NearestName;
import org.iamaudit.policy.Quoted;
import org.iamaudit.report.ControlMapping;
import org.iamaudit.snapshot.IoReason;

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
      throw new BadValue(Quoted.of(scalar.text()) + " is " + IoReason.of(e));
    }
  }

  /** The path of a directory that is there. */
  static Path directory(Node.Scalar scalar) throws BadValue {
    Path path = path(scalar);
    if (!Files.isDirectory(path)) {
      throw new BadValue(
          (Files.exists(path) ? "`" + path + "` is not a directory" : "no directory `" + path + "`")
              + "; a relative path starts at "
              + (scalar.place().line() > 0
                  ? "the directory of the file"
                  : "the working directory"));
    }
    return path;
  }

  static Path file(Node.Scalar scalar) throws BadValue {
    Path path = path(scalar);
    if (!Files.isRegularFile(path)) {
      throw new BadValue("no file `" + path + "`");
    }
    return path;
  }

  static String region(Node.Scalar scalar) throws BadValue {
    String region = text(scalar);
    Optional<String> problem = AwsRegion.problem(region);
    if (problem.isPresent()) {
      throw new BadValue(problem.get());
    }
    return region;
  }

  static String roleArn(Node.Scalar scalar) throws BadValue {
    return matching(
        scalar,
        "arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+",
        "the ARN of a role, such as `arn:aws:iam::123456789012:role/iamaudit-member`");
  }

  static String roleName(Node.Scalar scalar) throws BadValue {
    return matching(scalar, "[\\w+=,.@-][\\w+=,.@/-]*", "the name of a role, with its path");
  }

  static String organizationalUnit(Node.Scalar scalar) throws BadValue {
    return matching(
        scalar,
        "(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})",
        "the id of an organizational unit, such as `ou-ab12-cdef3456`");
  }

  static String bucket(Node.Scalar scalar) throws BadValue {
    return matching(scalar, "[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", "the name of an S3 bucket");
  }

  /** Ends with a slash. */
  static String keyPrefix(Node.Scalar scalar) throws BadValue {
    String prefix =
        matching(
            scalar, "[\\w!.*'()-][\\w!.*'()/-]*", "the beginning of S3 keys, such as `iam-audit/`");
    return prefix.endsWith("/") ? prefix : prefix + "/";
  }

  static String kmsKeyArn(Node.Scalar scalar) throws BadValue {
    return matching(
        scalar,
        "arn:aws[a-z-]*:kms:[a-z0-9-]+:\\d{12}:(key|alias)/[\\w/-]+",
        "the ARN of a KMS key");
  }

  private static String matching(Node.Scalar scalar, String pattern, String expected)
      throws BadValue {
    if (!scalar.text().matches(pattern)) {
      throw new BadValue(Quoted.of(scalar.text()) + " is not " + expected);
    }
    return scalar.text();
  }

  static URI endpoint(Node.Scalar scalar) throws BadValue {
    matching(scalar, "https?://[^\\s/]+/?", "an address such as `http://127.0.0.1:4566`");
    try {
      return new URI(scalar.text());
    } catch (URISyntaxException e) {
      throw new BadValue(Quoted.of(scalar.text()) + " is not an address");
    }
  }

  /** A length of time between a second and a day. */
  static Duration patience(Node.Scalar scalar) throws BadValue {
    try {
      Duration duration = Duration.parse(scalar.text());
      if (duration.compareTo(Duration.ofSeconds(1)) >= 0
          && duration.compareTo(Duration.ofDays(1)) <= 0) {
        return duration;
      }
    } catch (DateTimeException e) {
      // said below, as for one that is too long
    }
    throw new BadValue(
        Quoted.of(scalar.text()) + " is not a duration between a second and a day, as `PT10M`");
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

  /** The name of a framework that ships with the product. */
  static String framework(Node.Scalar scalar) throws BadValue {
    if (!ControlMapping.NAMES.contains(scalar.text())) {
      throw new BadValue(BadValue.notOneOf(scalar.text(), ControlMapping.NAMES));
    }
    return scalar.text();
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
