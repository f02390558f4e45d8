package org.iamaudit.history;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.Rules;
import org.iamaudit.finding.RunHistory.Counts;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing;

/**
 * One account of a package, as much as is remembered of it.
 *
 * @param result {@code COMPLETE}, {@code PARTIAL}, {@code NOT_AUDITED}, {@code OUT_OF_SCOPE}
 * @param previousRun the run that it was compared with
 * @param supersedes the run whose place it took
 * @param open open findings, every severity present
 * @param seen the findings
 * @param notEvaluated reasons by fingerprint
 * @param resolved reasons by fingerprint
 */
public record PackageAccount(
    AccountId account,
    String name,
    String result,
    int principals,
    Optional<String> previousRun,
    Optional<String> supersedes,
    Rules rules,
    Map<Severity, Integer> open,
    Counts counts,
    List<FindingState> seen,
    Map<String, String> notEvaluated,
    Map<String, String> resolved) {

  /** Of a run that has just taken place. */
  static PackageAccount of(AccountResult account, AccountHistory history) {
    List<Standing> standings = account.findings().stream().map(Finding::standing).toList();
    return new PackageAccount(
        history.account(),
        account.name(),
        account.gaps().isEmpty() ? "COMPLETE" : "PARTIAL",
        account.principals().size(),
        history.previous().map(AccountHistory.Previous::runId),
        history.supersedes(),
        history.rules(),
        open(account.findings().stream().filter(Finding::isOpen).map(Finding::severity).toList()),
        counts(
            standings,
            reasons(history, Change.Kind.RESOLVED).size(),
            reasons(history, Change.Kind.NOT_EVALUATED).size()),
        account.findings().stream().map(FindingState::seen).toList(),
        reasons(history, Change.Kind.NOT_EVALUATED),
        reasons(history, Change.Kind.RESOLVED));
  }

  /** Of an account that the run says nothing of. */
  static PackageAccount unseen(AccountHistory history) {
    Map<String, String> resolved = reasons(history, Change.Kind.RESOLVED);
    Map<String, String> notEvaluated = reasons(history, Change.Kind.NOT_EVALUATED);
    return new PackageAccount(
        history.account(),
        "",
        history.standing(),
        0,
        history.previous().map(AccountHistory.Previous::runId),
        Optional.empty(),
        history.rules(),
        open(List.of()),
        counts(List.of(), resolved.size(), notEvaluated.size()),
        List.of(),
        notEvaluated,
        resolved);
  }

  static Counts counts(List<Standing> standings, int resolved, int notEvaluated) {
    Map<Standing.Status, Long> by =
        standings.stream().collect(Collectors.groupingBy(Standing::status, Collectors.counting()));
    return new Counts(
        by.getOrDefault(Standing.Status.NEW, 0L).intValue(),
        by.getOrDefault(Standing.Status.PERSISTING, 0L).intValue(),
        by.getOrDefault(Standing.Status.REOPENED, 0L).intValue(),
        resolved,
        (int) standings.stream().filter(s -> s.disposition() != Standing.Disposition.OPEN).count(),
        notEvaluated);
  }

  /** How often each severity occurs, every severity present. */
  static Map<Severity, Integer> open(List<Severity> severities) {
    Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      counts.put(severity, 0);
    }
    severities.forEach(s -> counts.merge(s, 1, Integer::sum));
    return counts;
  }

  private static Map<String, String> reasons(AccountHistory history, Change.Kind kind) {
    return history.changes().stream()
        .filter(c -> c.kind() == kind)
        .collect(Collectors.toMap(Change::fingerprint, Change::reason));
  }
}
