package org.iamaudit.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table, and what must hold on every day of a year whatever the table says. */
class FireTimesOfAYearTest {
  private static final Path TABLE = Path.of("src/test/resources/schedule/fire-times.txt");

  static Stream<String> rows() throws Exception {
    return Files.readAllLines(TABLE).stream().filter(l -> !l.isEmpty() && !l.startsWith("#"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void areThoseOfTheTable(String row) throws Exception {
    String[] cells = row.split(" \\| ");
    assertThat(
            between(cells[1], cells[0], Instant.parse(cells[2]), Instant.parse(cells[3])).stream()
                .map(Instant::toString)
                .collect(Collectors.joining(" ")))
        .isEqualTo(cells[4]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"})
  void aDailyScheduleFiresOnceADayAllYearBetweenTheChanges(String zone) throws Exception {
    ZoneId id = ZoneId.of(zone);
    List<Instant> times =
        between(
            "0 0 6 * * ?",
            zone,
            LocalDate.of(2027, 1, 1).atStartOfDay(id).toInstant(),
            LocalDate.of(2028, 1, 1).atStartOfDay(id).toInstant());
    Set<LocalDate> days = new HashSet<>();
    for (Instant time : times) {
      assertThat(time.atZone(id).getHour()).isEqualTo(6);
      assertThat(days.add(time.atZone(id).toLocalDate())).as("%s once", time).isTrue();
    }
    assertThat(days).hasSize(365);
  }

  private static List<Instant> between(String cron, String zone, Instant after, Instant until)
      throws Exception {
    FireTimes times = new FireTimes(cron, ZoneId.of(zone), List.of());
    List<Instant> found = new ArrayList<>();
    for (Optional<Instant> next = times.after(after);
        next.isPresent() && !next.get().isAfter(until);
        next = times.after(next.get())) {
      found.add(next.get());
    }
    return found;
  }
}
