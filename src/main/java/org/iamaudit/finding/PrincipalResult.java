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
    List<String> notEvaluated) {

  /** {@code PASS}, {@code FAIL} or {@code NOT_EVALUATED}. */
  public String result() {
    return !notEvaluated.isEmpty() ? "NOT_EVALUATED" : findingCount > 0 ? "FAIL" : "PASS";
  }
}
