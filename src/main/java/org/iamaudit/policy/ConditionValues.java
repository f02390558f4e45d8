package org.iamaudit.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the text of condition values, in policies and in requests alike. Trailing rubbish is never
 * cut off.
 */
public final class ConditionValues {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})");
  private static final Pattern DIGITS = Pattern.compile("\\d{1,3}|\\d{5,18}");
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:\\d{2})");

  private ConditionValues() {}

  /** An integer or decimal number. */
  public static Optional<BigDecimal> number(String text) {
    return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
  }

  /**
   * A moment as seconds since 1970: the W3C profile of ISO 8601 ({@code 2026}, {@code 2026-11},
   * {@code 2026-11-23}, {@code 2026-11-23T19:00Z}, with seconds, with a fraction, with {@code Z} or
   * an offset) or digits alone, which are epoch seconds (IAM User Guide, "Supported data types",
   * read 2026-11). Four digits are a year.
   */
  public static Optional<BigDecimal> epochSeconds(String text) {
    try {
      if (DIGITS.matcher(text).matches()) {
        return Optional.of(new BigDecimal(text));
      }
      if (text.matches("\\d{4}")) {
        return Optional.of(midnight(LocalDate.of(Integer.parseInt(text), 1, 1)));
      }
      if (text.matches("\\d{4}-\\d{2}")) {
        return Optional.of(midnight(YearMonth.parse(text).atDay(1)));
      }
      if (text.matches("\\d{4}-\\d{2}-\\d{2}")) {
        return Optional.of(midnight(LocalDate.parse(text)));
      }
      if (TIME.matcher(text).matches()) {
        OffsetDateTime time = OffsetDateTime.parse(text);
        return Optional.of(
            BigDecimal.valueOf(time.toEpochSecond())
                .add(BigDecimal.valueOf(time.getNano(), 9).stripTrailingZeros()));
      }
      return Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty(); // the form is right, the day is not in the calendar
    }
  }

  private static BigDecimal midnight(LocalDate day) {
    return BigDecimal.valueOf(day.atStartOfDay(ZoneOffset.UTC).toEpochSecond());
  }

  /** {@code true} or {@code false}, compared without case. */
  public static Optional<Boolean> bool(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }
}
