package org.iamaudit.finding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.iamaudit.arn.AccountId;
import org.iamaudit.baseline.Baseline;

/**
 * Finds baselines whose {@code accounts} nobody knows of: each matches nobody, in whatever account,
 * and what it forbids is never looked for.
 */
public final class StrayBaselines {
  private StrayBaselines() {}

  /**
   * The account with BAS-008 for each of them, as for a baseline that matches nobody there.
   *
   * @param known the accounts of the run, and those that were left out of it on purpose; empty: it
   *     is not known which there are, so that none is a stray
   */
  public static AccountResult addTo(
      AccountResult account,
      List<Baseline> baselines,
      Optional<Set<AccountId>> known,
      Instant asOf) {
    if (known.isEmpty()) {
      return account;
    }
    FindingFactory factory =
        new FindingFactory(account.snapshot().account(), account.snapshot().partition(), asOf);
    List<Finding> findings = new ArrayList<>(account.findings());
    for (Baseline baseline : baselines) {
      if (!baseline.accounts().isEmpty()
          && Collections.disjoint(baseline.accounts(), known.get())) {
        findings.add(
            factory
                .draft(
                    FindingType.BASELINE_OR_POLICY_INEFFECTIVE,
                    AccountHygiene.ref(baseline),
                    List.of("matches no account"))
                .severity(Severity.LOW)
                .baselines(List.of(baseline.name()))
                .write(
                    "baseline is for "
                        + String.join(
                            ", ",
                            new TreeSet<>(
                                baseline.accounts().stream().map(AccountId::digits).toList()))
                        + " alone: no account of this run",
                    "Check the ids under `accounts` in " + baseline.file()));
      }
    }
    findings.sort(AccountAudit.ORDER);
    return account.with(findings);
  }
}
