package org.iamaudit.finding;

import java.util.ArrayList;
import java.util.List;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.CredentialReport;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.SnapshotFile;
import org.iamaudit.usage.LastAccessedReports;
import org.iamaudit.usage.UsageEvidence;

/**
 * Data that was there, and too old, too young or without the times to say anything of the periods
 * that count.
 */
final class StaleData {
  private static final String DETAILS = SnapshotFile.AUTHORIZATION_DETAILS.fileName();
  private static final String LAST_ACCESSED = SnapshotFile.SERVICE_LAST_ACCESSED.fileName();
  private static final String CREDENTIALS = SnapshotFile.CREDENTIAL_REPORT.fileName();
  private static final String ANOTHER_TIME =
      "the snapshot is of another time than the audit, so that nothing in it can be called"
          + " unused; leave --as-of out, or give the time of the snapshot";

  private final AccountSnapshot snapshot;
  private final List<Gap> gaps = new ArrayList<>();

  private StaleData(AccountSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /**
   * All of an account.
   *
   * @param silent how many principals have permissions and a report that lists none of them
   */
  static List<Gap> gaps(
      AccountSnapshot snapshot, UsageEvidence usage, TellingTimes times, long silent) {
    StaleData stale = new StaleData(snapshot);
    stale.lastAccessed(usage.reports(), silent);
    stale.details(times);
    snapshot.credentialReport().ifPresent(report -> stale.credentials(report, times));
    stale.cloudTrail(usage);
    return stale.gaps;
  }

  private void lastAccessed(LastAccessedReports reports, long silent) {
    some(
        reports.stale(),
        LAST_ACCESSED,
        " of its reports were made before the period that counts as in use",
        "what these principals used is unknown, so that none of their permissions can be called"
            + " unused");
    some(
        reports.late(),
        LAST_ACCESSED,
        " of its reports were made long after the as-of time",
        ANOTHER_TIME);
    some(
        silent,
        LAST_ACCESSED,
        " of its reports list no service, though policies allow their principals some",
        "what these principals used is unknown, so that none of their permissions can be called"
            + " unused; make the reports again");
  }

  private void details(TellingTimes times) {
    some(
        snapshot.roles().stream().filter(role -> !role.lastUseKnown()).count(),
        DETAILS + ": RoleLastUsed",
        " of its roles have no field `RoleLastUsed`",
        "whether these roles are in use is known only where their service last accessed data says"
            + " so");
    some(
        snapshot.roles().stream().filter(times::isUsedLate).count(),
        DETAILS + ": RoleLastUsed",
        " of its roles were last used long after the as-of time",
        ANOTHER_TIME);
    some(
        snapshot.principals().stream().filter(p -> p.created().isEmpty()).count(),
        DETAILS + ": CreateDate",
        " of its users and roles have no field `CreateDate`",
        "how old they are is unknown: what they have not used is called unused, though they may be"
            + " too young for that");
    some(
        snapshot.principals().stream().filter(times::isMadeLate).count(),
        DETAILS + ": CreateDate",
        " of its users and roles were made long after the as-of time",
        ANOTHER_TIME);
  }

  private void credentials(CredentialReport report, TellingTimes times) {
    if (times.isStale(report)) {
      add(
          CREDENTIALS,
          "made at "
              + report.generated().orElseThrow()
              + ", before the period that counts as in use",
          "which passwords and access keys were used since is unknown");
    } else if (times.isStaleOfRoot(report)) {
      add(
          CREDENTIALS + ": <root_account>",
          "made at " + report.generated().orElseThrow() + ", before the period of `root-use`",
          "whether the root user was used since is unknown");
    }
    some(
        report.rows().stream().filter(times::isLate).count(),
        CREDENTIALS,
        " of its rows tell of times long after the as-of time",
        ANOTHER_TIME);
    some(
        report.rows().stream().mapToLong(TellingTimes::agelessKeys).sum(),
        CREDENTIALS,
        " of its active access keys have no `last_rotated`",
        "how old these keys are is unknown, so that none of them can be called too old");
  }

  /** Somebody read the account, if nothing else happened in it. */
  private void cloudTrail(UsageEvidence usage) {
    snapshot
        .cloudTrail()
        .filter(events -> events.stream().noneMatch(e -> usage.withinPeriod(e.time())))
        .ifPresent(
            events ->
                add(
                    SnapshotFile.CLOUD_TRAIL.fileName(),
                    "none of its "
                        + events.size()
                        + " events is of the period that counts as in use",
                    SnapshotFile.CLOUD_TRAIL.effectIfAbsent()));
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
