package org.iamaudit.finding;

import java.util.List;
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
    List<Gap> gaps) {}
