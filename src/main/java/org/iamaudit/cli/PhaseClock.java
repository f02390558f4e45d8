package org.iamaudit.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import org.iamaudit.run.Progress;

/** Keeps count and time of the phase that a run is in. */
final class PhaseClock {
  private static final double MILLIS = 1000.0;

  private final InstantSource clock;
  private final String name;
  private final long total;
  private final Instant started;
  private long count;

  PhaseClock(String name, long total, InstantSource clock) {
    this.name = Printable.line(name);
    this.total = total;
    this.clock = clock;
    this.started = clock.instant();
  }

  void advance(long by) {
    count += by;
  }

  /** In the midst of it: {@code evaluating: 1,200 of 10,000, 4,000 a second}. */
  String running() {
    if (count == 0) {
      return name;
    }
    double seconds = seconds();
    String rate = seconds > 0 ? number(", %,d a second", Math.round(count / seconds)) : "";
    return name + counted() + rate;
  }

  /** When it is over: {@code evaluating: 10,000, 2.5 s}. */
  String over() {
    return name
        + (count == 0 ? "" : number(": %,d", count))
        + String.format(Locale.ROOT, ", %.1f s", seconds());
  }

  private String counted() {
    return number(": %,d", count) + (total == Progress.UNKNOWN ? "" : number(" of %,d", total));
  }

  private double seconds() {
    return Duration.between(started, clock.instant()).toMillis() / MILLIS;
  }

  private static String number(String format, long value) {
    return String.format(Locale.ROOT, format, value);
  }
}
