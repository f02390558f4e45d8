package org.iamaudit.finding;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.iamaudit.snapshot.Principal;

/**
 * What was found about one user or role.
 *
 * @param baselines names of the baselines that match, sorted
 * @param tier {@code ADMIN}, {@code PRIVILEGED}, {@code WRITE}, {@code READ} or {@code NONE}
 * @param actionCounts how many (action, grant) pairs have each verdict
 * @param comparison makes the rows of the comparison sheet, in sheet order; made anew at each call,
 *     so that large accounts stay small in memory
 * @param findingCount open findings
 * @param exceptedCount findings that people accepted
 * @param notEvaluated reasons why it could not be evaluated in full; empty: it was
 */
public record PrincipalResult(
    Principal principal,
    List<String> baselines,
    String tier,
    Map<Verdict, Integer> actionCounts,
    Supplier<List<ComparisonRow>> comparison,
    List<Entitlement> entitlements,
    int findingCount,
    int exceptedCount,
    List<String> notEvaluated) {

  /** {@code FAIL}, {@code NOT_EVALUATED}, {@code EXCEPTED} or {@code PASS}. */
  public String result() {
    if (!notEvaluated.isEmpty()) {
      return "NOT_EVALUATED";
    }
    return findingCount > 0 ? "FAIL" : exceptedCount > 0 ? "EXCEPTED" : "PASS";
  }

  /** The same, with its findings counted anew. */
  PrincipalResult counted(List<Finding> findings) {
    int open = (int) findings.stream().filter(Finding::isOpen).count();
    return new PrincipalResult(
        principal,
        baselines,
        tier,
        actionCounts,
        comparison,
        entitlements,
        open,
        findings.size() - open,
        notEvaluated);
  }
}
