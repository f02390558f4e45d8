package org.iamaudit.report;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.iamaudit.finding.ComparisonRow;
import org.iamaudit.finding.Verdict;

/** Counts the actions of each verdict by service while the comparison passes by. */
final class ServiceVerdicts {
  /** A service and how many (action, grant) pairs have each verdict. */
  record Line(String service, Map<Verdict, Long> actions) {
    long of(Verdict verdict) {
      return actions.getOrDefault(verdict, 0L);
    }

    private long total() {
      return actions.values().stream().mapToLong(Long::longValue).sum();
    }

    private long flagged() {
      return total() - of(Verdict.OK) - of(Verdict.TOLERATED) - of(Verdict.NOT_JUDGED);
    }
  }

  private final Map<String, Map<Verdict, Long>> counts = new TreeMap<>();

  void add(ComparisonRow row) {
    counts
        .computeIfAbsent(row.service(), s -> new EnumMap<>(Verdict.class))
        .merge(row.verdict(), (long) row.actionCount(), Long::sum);
  }

  /** The services with the most to look at, most first. */
  List<Line> top(int limit) {
    return counts.entrySet().stream()
        .map(e -> new Line(e.getKey(), e.getValue()))
        .sorted(
            Comparator.comparingLong(Line::flagged)
                .thenComparingLong(Line::total)
                .reversed()
                .thenComparing(Line::service))
        .limit(limit)
        .toList();
  }

  /** How many services there are. */
  int size() {
    return counts.size();
  }
}
