package org.iamaudit.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.PrincipalGaps;
import org.iamaudit.finding.PrincipalResult;
import org.iamaudit.finding.TellingTimes;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.CredentialReport;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.IamGroup;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.IamUser;
import org.iamaudit.snapshot.LastAccessed;
import org.iamaudit.snapshot.Principal;
import org.iamaudit.snapshot.SnapshotFile;
import org.iamaudit.usage.LastAccessedReports;

/**
 * What could not be judged of the principals of an account, because of what was not read.
 *
 * <p>INVARIANT: nobody passes whom a source that was not read could have shown to fail.
 */
final class Unjudged {
  private final AccountSnapshot snapshot;
  private final Map<String, CredentialReport.Row> rows = new HashMap<>();
  private final LastAccessedReports reports;
  private final TellingTimes times;
  private final List<Gap> gaps;
  private final PrincipalGaps policyGaps;
  private final Map<String, Integer> open = new HashMap<>();
  private final Set<String> excepted = new HashSet<>();

  Unjudged(AuditResult result, AccountResult account) {
    this.snapshot = account.snapshot();
    this.gaps = account.gaps();
    this.policyGaps = new PrincipalGaps(snapshot, gaps);
    this.reports =
        new LastAccessedReports(snapshot, result.asOf(), result.thresholds().unusedPermission());
    this.times = new TellingTimes(result.asOf(), result.thresholds());
    Map<String, IamUser> users = new HashMap<>();
    snapshot.users().forEach(user -> users.put(user.arn(), user));
    snapshot.credentialReport().stream()
        .flatMap(report -> report.rows().stream())
        .filter(row -> !users.containsKey(row.arn()) || row.isOf(users.get(row.arn())))
        .forEach(row -> rows.put(row.arn(), row));
    account.findings().stream()
        .filter(f -> !f.principal().kind().equals("account"))
        .forEach(f -> count(f.isOpen(), f.principal().arn()));
  }

  private void count(boolean isOpen, String arn) {
    if (isOpen) {
      open.merge(arn, 1, Integer::sum);
    } else {
      excepted.add(arn);
    }
  }

  /** How many findings about somebody are open; those about the account are not the root user's. */
  int open(String arn) {
    return open.getOrDefault(arn, 0);
  }

  /** The ARN of the root user, of whom there may be no row anywhere. */
  static String root(AccountSnapshot snapshot) {
    return "arn:" + snapshot.partition() + ":iam::" + snapshot.account() + ":root";
  }

  /** Why it is not known for sure what somebody's policies say; empty if it is. */
  List<String> policies(PrincipalResult result) {
    return result.notEvaluated().isEmpty()
        ? policyGaps.of(result.principal()).stream().map(Unjudged::text).distinct().toList()
        : result.notEvaluated();
  }

  private static String text(Gap gap) {
    return gap.subject() + " " + gap.reason();
  }

  /** Why nothing can be said of somebody's credentials. */
  Optional<String> credentials(String arn) {
    Optional<CredentialReport.Row> row = Optional.ofNullable(rows.get(arn));
    if (row.isEmpty()) {
      return Optional.of("no row in the credential report");
    }
    if (snapshot.credentialReport().filter(times::isStale).isPresent()) {
      return Optional.of("a credential report from before the period that counts as in use");
    }
    if (times.isLate(row.get())) {
      return Optional.of("a row in the credential report of long after the as-of time");
    }
    return TellingTimes.agelessKeys(row.get()) == 0
        ? Optional.empty()
        : Optional.of("active access keys of unknown age");
  }

  /** Why it cannot be said what somebody did not use. */
  Optional<String> use(PrincipalResult result) {
    Principal principal = result.principal();
    if (reports.any(principal).isEmpty()) {
      return Optional.of("no service last accessed report");
    }
    Optional<LastAccessed> report = reports.timely(principal);
    if (report.isEmpty()) {
      return Optional.of("a service last accessed report of another time");
    }
    boolean linked = principal instanceof IamRole role && role.isServiceLinked();
    boolean lists = !report.get().services().isEmpty();
    return lists || linked || result.tier().equals("NONE")
        ? Optional.empty()
        : Optional.of("a service last accessed report that lists nothing");
  }

  /** Why it cannot be said whether a role is in use. */
  Optional<String> idle(PrincipalResult result, IamRole role) {
    if (times.isUsedLate(role)) {
      return Optional.of("last used long after the as-of time");
    }
    return role.lastUseKnown() ? Optional.empty() : use(result);
  }

  /** The gap in a source that all principals share. */
  Optional<String> source(SnapshotFile file) {
    return gaps.stream().filter(gap -> gap.isOf(file)).findFirst().map(Unjudged::text);
  }

  /** All that keeps a user or role from being judged in full; empty if nothing does. */
  List<String> reasons(PrincipalResult result) {
    List<String> reasons = new ArrayList<>(policies(result));
    String arn = result.principal().arn();
    if (result.principal() instanceof IamUser) {
      credentials(arn).ifPresent(reasons::add);
    }
    use(result).ifPresent(reasons::add);
    if (result.principal() instanceof IamRole role) {
      idle(result, role).filter(reason -> !reasons.contains(reason)).ifPresent(reasons::add);
    }
    Stream.of(SnapshotFile.ORGANIZATION, SnapshotFile.RESOURCE_POLICIES, SnapshotFile.CLOUD_TRAIL)
        .flatMap(file -> source(file).stream())
        .forEach(reasons::add);
    return reasons;
  }

  /** Of the root user. */
  List<String> rootReasons() {
    return Stream.of(
            credentials(root(snapshot)),
            snapshot
                .credentialReport()
                .filter(times::isStaleOfRoot)
                .map(r -> "a credential report from before the period of `root-use`"),
            snapshot.virtualMfaDevices().isPresent()
                ? Optional.<String>empty()
                : Optional.of("virtual MFA devices were not collected"))
        .flatMap(Optional::stream)
        .collect(Collectors.toList());
  }

  /** What sheet Principals says of a user or role. */
  String verdict(PrincipalResult result) {
    boolean clean = result.notEvaluated().isEmpty() && result.findingCount() == 0;
    return clean && !reasons(result).isEmpty() ? "NOT_EVALUATED" : result.result();
  }

  /** What it says of the root user. */
  String rootVerdict() {
    return verdict(root(snapshot), rootReasons());
  }

  private String verdict(String arn, List<String> reasons) {
    if (open(arn) > 0) {
      return "FAIL";
    }
    return !reasons.isEmpty() ? "NOT_EVALUATED" : excepted.contains(arn) ? "EXCEPTED" : "PASS";
  }

  /** What could not be read of a group; empty if nothing. */
  List<String> reasons(IamGroup group) {
    return policyGaps.about(group.arn()).stream().map(Unjudged::text).toList();
  }

  /** What it says of a group. */
  String verdict(IamGroup group) {
    return verdict(group.arn(), reasons(group));
  }
}
