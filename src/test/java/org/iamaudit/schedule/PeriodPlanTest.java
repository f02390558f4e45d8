package org.iamaudit.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.iamaudit.config.BlackoutDays;
import org.iamaudit.config.Schedule;
import org.iamaudit.config.Schedule.Misfire;
import org.iamaudit.config.Schedule.Split;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodPlanTest {

  /** Days of December at 06:00 UTC, which are audited (a day alone) or missed (in brackets). */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # what happens                      | choice   | on record  | now              | blackout             | decided
          nothing is due yet                  | RUN_ONCE | 2026-12-01 | 2026-12-02T05:59 | -                    | ''
          the fire time itself                | RUN_ONCE | 2026-12-01 | 2026-12-02T06:00 | -                    | 02
          noticed in time                     | SKIP     | 2026-12-01 | 2026-12-02T06:01 | -                    | 02
          down over one                       | SKIP     | 2026-12-01 | 2026-12-02T07:00 | -                    | (02)
          down over one                       | RUN_ONCE | 2026-12-01 | 2026-12-02T07:00 | -                    | 02
          down over three                     | RUN_ONCE | 2026-12-01 | 2026-12-04T07:00 | -                    | (02) (03) 04
          down over three                     | RUN_EACH | 2026-12-01 | 2026-12-04T07:00 | -                    | 02 03 04
          down over three                     | SKIP     | 2026-12-01 | 2026-12-04T07:00 | -                    | (02) (03) (04)
          down over two, back for the third   | SKIP     | 2026-12-01 | 2026-12-04T06:00 | -                    | (02) (03) 04
          the clock was set back              | RUN_EACH | 2026-12-04 | 2026-12-02T07:00 | -                    | ''
          a blackout day                      | RUN_EACH | 2026-12-01 | 2026-12-04T07:00 | 2026-12-03           | 02 (03) 04
          the last is on a blackout day       | RUN_ONCE | 2026-12-01 | 2026-12-04T07:00 | 2026-12-04           | (02) 03 (04)
          all are on blackout days            | RUN_ONCE | 2026-12-01 | 2026-12-04T07:00 | 2026-12-02/2026-12-09 | (02) (03) (04)
          all are on blackout days            | RUN_ONCE | 2026-12-01 | 2026-12-04T07:00 | --12-02              | (02) (03) 04
          """)
  void everyFireTimeGetsOneDecision(
      String what, Misfire misfire, String record, String now, String blackout, String decided) {
    Schedule schedule =
        new Schedule(
            "daily",
            Schedule.Kind.AUDIT,
            "0 0 6 * * ?",
            ZoneId.of("UTC"),
            misfire,
            blackout == null ? List.of() : List.of(BlackoutDays.parse(blackout)),
            Split.NONE,
            List.of());
    String found =
        PeriodPlan.decide(
                schedule, Instant.parse(record + "T06:00:00Z"), Instant.parse(now + ":00Z"))
            .stream()
            .map(
                d -> {
                  String day = d.scheduledFor().toString().substring(8, 10);
                  return d.missed().isPresent() ? "(" + day + ")" : day;
                })
            .collect(Collectors.joining(" "));
    assertThat(found).as(what).isEqualTo(decided);
  }
}
