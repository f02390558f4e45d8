package org.iamaudit.finding;

import java.util.ArrayList;
import java.util.List;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.CredentialReport;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.usage.UsageEvidence;

/** Data that was there, and too old, or too young, to say anything of the periods that count. */
final class StaleData {
  private static final String LAST_ACCESSED = "service-last-accessed.jsonl";

  private final List<Gap> gaps = new ArrayList<>();

  private StaleData() {}

  static List<Gap> gaps(AccountSnapshot snapshot, UsageEvidence usage, CredentialUse credentials) {
    StaleData stale = new StaleData();
    stale.some(
        usage.staleReports(),
        LAST_ACCESSED,
        " of its reports were made before the period that counts as in use",
        "what these principals used is unknown, so that none of their permissions can be called"
            + " unused");
    stale.some(
        usage.lateReports(),
        LAST_ACCESSED,
        " of its reports were made long after the as-of time",
        "the snapshot is of another time than the audit, so that nothing in it can be called"
            + " unused; leave --as-of out, or give the time of the snapshot");
    stale.some(
        snapshot.principals().stream()
            .filter(p -> p instanceof IamRole role && !role.lastUseKnown())
            .count(),
        "account-authorization-details.json",
        " of its roles have no field `RoleLastUsed`",
        "whether these roles are in use is known only where their service last accessed data says"
            + " so");
    snapshot
        .credentialReport()
        .flatMap(CredentialReport::generated)
        .filter(credentials::isStale)
        .ifPresent(
            made ->
                stale.add(
                    "credential-report.csv",
                    "made at " + made + ", before the period that counts as in use",
                    "which passwords and access keys were used since is unknown"));
    return stale.gaps;
  }

  private void some(long count, String file, String reason, String effect) {
    if (count > 0) {
      add(file, count + reason, effect);
    }
  }

  private void add(String file, String reason, String effect) {
    gaps.add(new Gap(Gap.Kind.UNREADABLE, file, reason, effect));
  }
}
