package org.iamaudit.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.config.Schedule;

/**
 * How a schedule stands.
 *
 * @param next when it fires next; empty: not any more, or it is paused
 * @param last the entries of its last fire time on record, one unless it is split; may be empty
 * @param lastStart when an audit of it was begun last, by hand or not; empty: none was
 * @param lastResult its last fire time that has its result, with all accounts; empty: none yet
 * @param took how long its last result took, of several accounts the longest; empty: none yet
 * @param stale since when a result has been absent for longer than tolerated; empty: it is not
 * @param results the last dozen, oldest first
 */
public record ScheduleStatus(
    Schedule schedule,
    boolean paused,
    Optional<Instant> next,
    List<LedgerEntry> last,
    Optional<Instant> lastStart,
    Optional<Instant> lastResult,
    Optional<Duration> took,
    Optional<Instant> stale,
    List<Result> results) {

  public ScheduleStatus {
    results = List.copyOf(results);
    last = List.copyOf(last);
  }

  /**
   * The counts of a fire time, of all its accounts together; for their names see {@link Figures}.
   */
  public record Result(Instant scheduledFor, Map<String, Long> figures) {
    /** Open findings of a severity, lower case, whatever their status. */
    public long open(String severity) {
      return figures.entrySet().stream()
          .filter(f -> f.getKey().startsWith("findings." + severity + "."))
          .filter(f -> !f.getKey().endsWith(".excepted"))
          .mapToLong(Map.Entry::getValue)
          .sum();
    }
  }

  /** The last result; empty if there is none. */
  public Optional<Result> newest() {
    return results.isEmpty() ? Optional.empty() : Optional.of(results.get(results.size() - 1));
  }

  /** What became of the last fire time, in a word or two: {@code 3 complete, 1 failed}. */
  public String lastWords() {
    if (last.size() == 1) {
      return last.get(0).state().word();
    }
    StringBuilder words = new StringBuilder();
    for (LedgerEntry.State state : LedgerEntry.State.values()) {
      long count = last.stream().filter(entry -> entry.state() == state).count();
      if (count > 0) {
        words.append(words.isEmpty() ? "" : ", ").append(count).append(' ').append(state.word());
      }
    }
    return words.toString();
  }
}
