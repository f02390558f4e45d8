package org.iamaudit.finding;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.Gap;

/**
 * One account's part of a run.
 *
 * @param name as configured, or the account id
 * @param principals in the snapshot's order
 * @param findings sorted by severity, code, principal, id
 * @param gaps the snapshot's and those that came up while evaluating
 */
public record AccountResult(
    String name,
    AccountSnapshot snapshot,
    List<PrincipalResult> principals,
    List<Finding> findings,
    List<Gap> gaps) {

  /** The same account with these findings, counted anew for each principal. */
  public AccountResult with(List<Finding> others) {
    Map<String, List<Finding>> byArn =
        others.stream().collect(Collectors.groupingBy(f -> f.principal().arn()));
    List<PrincipalResult> counted =
        principals.stream()
            .map(p -> p.counted(byArn.getOrDefault(p.principal().arn(), List.of())))
            .toList();
    return new AccountResult(name, snapshot, counted, List.copyOf(others), gaps);
  }
}
