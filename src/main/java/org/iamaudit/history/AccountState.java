package org.iamaudit.history;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.iamaudit.finding.AccountHistory.Previous;
import org.iamaudit.finding.Rules;
import org.iamaudit.history.FindingState.Condition;

/**
 * What a run left behind of an account.
 *
 * @param run the run; empty: there was none yet
 * @param rules what it judged by
 * @param findings every finding ever seen, by fingerprint, sorted
 * @param earlier what the runs judged by that were the last to see something that was not evaluated
 *     since, by their as-of time
 */
public record AccountState(
    Optional<Previous> run,
    Rules rules,
    SortedMap<String, FindingState> findings,
    Map<Instant, Rules> earlier) {
  public static final AccountState NONE =
      new AccountState(Optional.empty(), new Rules(new TreeMap<>()), new TreeMap<>());

  public AccountState {
    findings = Collections.unmodifiableSortedMap(new TreeMap<>(findings));
    earlier = Map.copyOf(earlier);
  }

  /** Of a run that evaluated everything. */
  public AccountState(
      Optional<Previous> run, Rules rules, SortedMap<String, FindingState> findings) {
    this(run, rules, findings, Map.of());
  }

  /** What a finding was judged by when it was last seen. */
  Rules rulesOf(FindingState finding) {
    return earlier.getOrDefault(finding.lastSeen(), rules);
  }

  /**
   * The state that a run leaves when it finds this one, the same whether the run has just taken
   * place or is read back from its package.
   *
   * @param seen the findings of the run
   * @param notEvaluated what could not be evaluated, with the reason, by fingerprint
   * @param resolved what is resolved, likewise
   */
  AccountState after(
      Previous now,
      Rules judgedBy,
      Collection<FindingState> seen,
      Map<String, String> notEvaluated,
      Map<String, String> resolved) {
    TreeMap<String, FindingState> next = new TreeMap<>(findings);
    notEvaluated.forEach(
        (f, why) -> next.computeIfPresent(f, (k, s) -> s.with(Condition.NOT_EVALUATED, why)));
    resolved.forEach(
        (f, why) -> next.computeIfPresent(f, (k, s) -> s.with(Condition.RESOLVED, why)));
    seen.forEach(state -> next.put(state.fingerprint(), state));
    return new AccountState(Optional.of(now), judgedBy, next);
  }

  /** Whether anything in it is not resolved. */
  public boolean hasOpen() {
    return findings.values().stream().anyMatch(f -> f.condition() != Condition.RESOLVED);
  }
}
