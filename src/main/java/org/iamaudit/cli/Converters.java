package org.iamaudit.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.iamaudit.arn.AccountId;
import org.iamaudit.config.FailOn;
import org.iamaudit.snapshot.IoReason;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of options; what it says of a wrong one tells what is expected. */
final class Converters {

  private Converters() {}

  static final class ToPath implements ITypeConverter<Path> {
    @Override
    public Path convert(String value) {
      try {
        return Path.of(value);
      } catch (InvalidPathException e) {
        throw new TypeConversionException("`" + value + "` is " + IoReason.of(e));
      }
    }
  }

  static final class ToInstant implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String value) {
      try {
        return Instant.parse(value);
      } catch (DateTimeException e) {
        throw new TypeConversionException(
            "`" + value + "` is not an instant in UTC such as `2026-11-01T06:00:00Z`");
      }
    }
  }

  static final class ToFailOn implements ITypeConverter<FailOn> {
    @Override
    public FailOn convert(String value) {
      try {
        return FailOn.parse(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  static final class ToAccountId implements ITypeConverter<AccountId> {
    @Override
    public AccountId convert(String value) {
      try {
        return new AccountId(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  static final class ToDuration implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      try {
        Duration duration = Duration.parse(value);
        if (!duration.isNegative()) {
          return duration;
        }
      } catch (DateTimeException e) {
        // said below, as for a negative one
      }
      throw new TypeConversionException("`" + value + "` is not a duration such as `PT90S`");
    }
  }
}
