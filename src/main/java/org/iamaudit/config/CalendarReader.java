package org.iamaudit.config;

import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.policy.Quoted;

/** Reads the calendars of a configuration: named lists of days on which schedules do not fire. */
final class CalendarReader {
  static final List<String> KEYS = List.of("name", "days");

  private final Problems problems;

  CalendarReader(Problems problems) {
    this.problems = problems;
  }

  /** By name, in the order of the file. */
  Map<String, List<BlackoutDays>> read(List<Section> sections) {
    Map<String, List<BlackoutDays>> calendars = new LinkedHashMap<>();
    for (Section section : sections) {
      Optional<String> name = section.required("name", "what schedules call it", Values::text);
      List<BlackoutDays> days =
          section
              .values("days", "list at least one day", CalendarReader::days)
              .orElseGet(
                  () -> {
                    problems.add(section.place(), "`days` is missing: a list of days");
                    return List.of();
                  });
      if (name.isPresent() && calendars.putIfAbsent(name.get(), days) != null) {
        problems.add(
            section.place("name"), "calendar `" + name.get() + "` is listed twice; rename one");
      }
    }
    return calendars;
  }

  static BlackoutDays days(Node.Scalar scalar) throws BadValue {
    try {
      return BlackoutDays.parse(scalar.text());
    } catch (DateTimeException e) {
      throw new BadValue(
          Quoted.of(scalar.text())
              + " is no day such as `2026-12-24`, no span such as `2026-12-24/2027-01-02`, and no"
              + " day of every year such as `--12-25`");
    }
  }
}
