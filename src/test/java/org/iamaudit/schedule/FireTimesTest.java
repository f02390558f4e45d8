package org.iamaudit.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FireTimesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # cron           | zone             | after                | next
          0 0 6 1 * ?      | Europe/Berlin    | 2026-11-23T12:00:00Z | 2026-12-01T05:00:00Z
          0 0 6 1 * ?      | Europe/Berlin    | 2026-06-23T12:00:00Z | 2026-07-01T04:00:00Z
          0 0 6 1 * ?      | UTC              | 2026-12-31T23:59:59Z | 2027-01-01T06:00:00Z
          0 0 6 1 * ?      | UTC              | 2027-01-01T06:00:00Z | 2027-02-01T06:00:00Z
          0 0 6 L * ?      | America/New_York | 2027-02-01T00:00:00Z | 2027-02-28T11:00:00Z
          0 0 6 29 2 ?     | UTC              | 2026-11-23T12:00:00Z | 2028-02-29T06:00:00Z
          0 30 7 ? * MON   | Asia/Kolkata     | 2026-11-23T12:00:00Z | 2026-11-30T02:00:00Z
          0 0 0 1 1 ? 2030 | Pacific/Auckland | 2026-11-23T12:00:00Z | 2029-12-31T11:00:00Z
          0 0 12 * * ?     | +02:00           | 2026-11-23T12:00:00Z | 2026-11-24T10:00:00Z
          """)
  void firesOnTheClockOfTheZone(String cron, String zone, Instant after, Instant next)
      throws ParseException {
    assertThat(new FireTimes(cron, ZoneId.of(zone), List.of()).after(after)).contains(next);
  }

  /** Clocks go from 02:00 to 03:00 on 28 March 2027 and from 03:00 to 02:00 on 31 October 2027. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # what happens                    | cron          | from                 | fire times
          02:30 does not exist in spring    | 0 30 2 * * ?  | 2027-03-27T00:00:00Z | 2027-03-27T01:30:00Z 2027-03-29T00:30:00Z
          03:30 does, an hour sooner in UTC | 0 30 3 * * ?  | 2027-03-27T00:00:00Z | 2027-03-27T02:30:00Z 2027-03-28T01:30:00Z
          02:30 comes once in autumn        | 0 30 2 * * ?  | 2027-10-30T00:00:00Z | 2027-10-30T00:30:00Z 2027-10-31T01:30:00Z 2027-11-01T01:30:00Z
          06:00 is not touched              | 0 0 6 * * ?   | 2027-10-30T00:00:00Z | 2027-10-30T04:00:00Z 2027-10-31T05:00:00Z
          """)
  void onDaysWhenClocksChange(String what, String cron, Instant from, String expected)
      throws ParseException {
    FireTimes times = new FireTimes(cron, ZoneId.of("Europe/Berlin"), List.of());
    List<String> found = new ArrayList<>();
    Instant moment = from;
    for (int i = expected.split(" ").length; i > 0; i--) {
      moment = times.after(moment).orElseThrow();
      found.add(moment.toString());
    }
    assertThat(String.join(" ", found)).as(what).isEqualTo(expected);
  }

  @Test
  void thePastIsNotFiredAgain() throws ParseException {
    FireTimes times = new FireTimes("0 0 6 1 1 ? 2026", ZoneId.of("UTC"), List.of());
    assertThat(times.after(Instant.parse("2026-11-23T12:00:00Z"))).isEmpty();
  }

  @Test
  void aMomentIsToldOnTheClockOfTheZone() {
    Instant moment = Instant.parse("2026-12-01T05:00:00.999Z");
    assertThat(FireTimes.local(moment, ZoneId.of("Europe/Berlin")))
        .isEqualTo("2026-12-01T06:00:00+01:00");
  }
}
