package org.iamaudit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.Rules;
import org.iamaudit.finding.RunHistory.Counts;
import org.iamaudit.finding.RunHistory.Point;
import org.iamaudit.finding.Severity;
import org.junit.jupiter.api.Test;

/** Months of one account, of runs that follow one another. */
class TrendTest {
  private final List<AccountLine> lines = new ArrayList<>();

  private void run(String day, String result, int open, Counts counts) {
    Optional<String> previous =
        lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1).runId());
    lines.add(
        new AccountLine(
            day,
            Instant.parse(day + "T06:00:00Z"),
            "folder",
            new AccountId("123456789012"),
            "finance",
            result,
            3,
            previous,
            Optional.empty(),
            new Rules(new TreeMap<>()),
            PackageAccount.open(Collections.nCopies(open, Severity.HIGH)),
            counts));
  }

  private List<Point> until(String month) {
    Trend trend = new Trend(YearMonth.parse(month));
    trend.addAll(lines, lines.get(lines.size() - 1).runId());
    return trend.points();
  }

  /** Nobody looked: no open findings would be a lie. */
  @Test
  void anAccountThatCouldNotBeReadIsNotAmongThoseAudited() {
    run("2026-09-01", "COMPLETE", 7, new Counts(7, 0, 0, 0, 0, 0));
    run("2026-10-01", "NOT_AUDITED", 0, new Counts(0, 0, 0, 0, 0, 7));
    run("2026-11-01", "OUT_OF_SCOPE", 0, new Counts(0, 0, 0, 7, 0, 0));

    assertThat(until("2026-11")).extracting(Point::accounts).containsExactly(1, 0, 0);
    assertThat(until("2026-11").get(1).counts().notEvaluated()).isEqualTo(7);
  }

  @Test
  void whatCameAndWentIsThatOfAllRunsOfTheMonthTheRestOfTheLast() {
    run("2026-10-01", "COMPLETE", 5, new Counts(5, 0, 0, 1, 1, 2));
    run("2026-10-15", "COMPLETE", 6, new Counts(2, 4, 1, 3, 1, 2));
    run("2026-10-31", "COMPLETE", 4, new Counts(0, 4, 0, 4, 0, 1));

    Point october = until("2026-10").get(0);

    assertThat(october.accounts()).isEqualTo(1);
    assertThat(october.open().get(Severity.HIGH)).isEqualTo(4);
    assertThat(october.counts()).isEqualTo(new Counts(7, 4, 1, 8, 0, 1));
  }
}
