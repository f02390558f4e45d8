package org.iamaudit.report;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.PrincipalResult;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Verdict;

/**
 * The counts that cover, summary and {@code findings.json} show, counted once so that they agree.
 *
 * @param evaluated principals of whom every source was read that could have shown something
 * @param policiesRead principals of whom every policy was read
 * @param withBaseline principals that a baseline matches
 * @param aboveLow principals with an open finding of severity MEDIUM or worse
 * @param open findings that are neither excepted nor a false positive
 */
public record Totals(
    int principals,
    int evaluated,
    int policiesRead,
    int withBaseline,
    int aboveLow,
    List<Finding> open) {

  public static Totals of(AuditResult result) {
    List<Finding> open = findings(result).filter(Finding::isOpen).toList();
    Set<String> aboveLow = new HashSet<>();
    for (Finding finding : open) {
      if (finding.severity().compareTo(Severity.LOW) < 0) {
        aboveLow.add(finding.principal().arn());
      }
    }
    return new Totals(
        count(result, p -> true),
        evaluated(result),
        count(result, p -> p.notEvaluated().isEmpty()),
        count(result, p -> !p.baselines().isEmpty()),
        count(result, p -> aboveLow.contains(p.principal().arn())),
        open);
  }

  static Stream<Finding> findings(AuditResult result) {
    return result.accounts().stream().map(AccountResult::findings).flatMap(List::stream);
  }

  private static int evaluated(AuditResult result) {
    int evaluated = 0;
    for (AccountResult account : result.accounts()) {
      Unjudged unjudged = new Unjudged(result, account);
      for (PrincipalResult principal : account.principals()) {
        evaluated += unjudged.reasons(principal).isEmpty() ? 1 : 0;
      }
    }
    return evaluated;
  }

  private static int count(AuditResult result, Predicate<PrincipalResult> which) {
    return (int)
        result.accounts().stream().flatMap(a -> a.principals().stream()).filter(which).count();
  }

  /** Every severity, with the number of open findings. */
  public Map<Severity, Integer> bySeverity() {
    Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      counts.put(severity, 0);
    }
    open.forEach(f -> counts.merge(f.severity(), 1, Integer::sum));
    return counts;
  }

  /** The types that occur. */
  Map<FindingType, Integer> byType() {
    Map<FindingType, Integer> counts = new EnumMap<>(FindingType.class);
    open.forEach(f -> counts.merge(f.type(), 1, Integer::sum));
    return counts;
  }

  /** The verdicts that occur, with the number of (action, grant) pairs. */
  static Map<Verdict, Long> byVerdict(AuditResult result) {
    Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
    for (AccountResult account : result.accounts()) {
      for (PrincipalResult principal : account.principals()) {
        principal.actionCounts().forEach((v, n) -> counts.merge(v, (long) n, Long::sum));
      }
    }
    return counts;
  }

  /** Share of the principals that a baseline matches; 0 if there are none. */
  double coverage() {
    return principals == 0 ? 0 : (double) withBaseline / principals;
  }

  /** Counts of the reconciliation that differ without an explanation. */
  public static long unexplained(AuditResult result) {
    return Reconciliation.of(result).stream().filter(r -> r.result().equals("DIFFERENCE")).count();
  }
}
