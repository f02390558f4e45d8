package org.iamaudit.finding;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.baseline.BaselineMatcher;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.IamGroup;
import org.iamaudit.snapshot.IamUser;
import org.iamaudit.snapshot.ManagedPolicy;
import org.iamaudit.snapshot.Principal;

/** Finds what is about the account or its baselines rather than about one principal. */
final class AccountHygiene {
  private final FindingFactory factory;
  private final AccountSnapshot snapshot;

  AccountHygiene(FindingFactory factory, AccountSnapshot snapshot) {
    this.factory = factory;
    this.snapshot = snapshot;
  }

  /** USE-006: groups without members, customer policies that nothing uses. */
  List<Finding> orphans() {
    List<Finding> findings = new ArrayList<>();
    Set<String> memberships = new HashSet<>();
    Set<String> attached = new HashSet<>();
    for (IamUser user : snapshot.users()) {
      memberships.addAll(user.groups());
    }
    for (Principal principal : snapshot.principals()) {
      attached.addAll(principal.attachedPolicyArns());
      principal.boundaryArn().ifPresent(attached::add);
    }
    for (IamGroup group : snapshot.groups().values()) {
      attached.addAll(group.attachedPolicyArns());
      if (!memberships.contains(group.name())) {
        findings.add(
            factory
                .draft(FindingType.ORPHAN_OBJECT, ref(group), List.of())
                .write("group without members", "Delete the group, or add its members"));
      }
    }
    for (ManagedPolicy policy : snapshot.policies().values()) {
      if (!policy.isAwsManaged() && !attached.contains(policy.arn())) {
        findings.add(
            factory
                .draft(FindingType.ORPHAN_OBJECT, ref(policy), List.of())
                .write("customer managed policy that is attached to nothing", "Delete the policy"));
      }
    }
    return findings;
  }

  /**
   * BAS-007 for baselines whose review is late or still to come, BAS-008 for those that match no
   * principal.
   */
  List<Finding> baselines(List<Baseline> baselines, Set<String> matched, Instant asOf) {
    List<Finding> findings = new ArrayList<>();
    LocalDate today = asOf.atZone(ZoneOffset.UTC).toLocalDate();
    for (Baseline baseline : baselines) {
      if (!baseline.accounts().isEmpty() && !baseline.accounts().contains(snapshot.account())) {
        continue;
      }
      BaselineMatcher.notYetReviewed(baseline, today)
          .map(day -> "`reviewed` is " + day + ", after the as-of time: no review yet")
          .or(() -> BaselineMatcher.overdue(baseline, today).map(due -> "review was due on " + due))
          .ifPresent(title -> findings.add(overdue(baseline, title)));
      if (!matched.contains(baseline.name())) {
        findings.add(
            factory
                .draft(
                    FindingType.BASELINE_OR_POLICY_INEFFECTIVE,
                    ref(baseline),
                    List.of("matches nobody"))
                .severity(Severity.LOW)
                .baselines(List.of(baseline.name()))
                .write(
                    "baseline matches no user and no role of the account",
                    "Check the selectors under `applies-to` in " + baseline.file()));
      }
    }
    return findings;
  }

  private Finding overdue(Baseline baseline, String title) {
    return factory
        .draft(FindingType.BASELINE_OVERDUE, ref(baseline), List.of())
        .baselines(List.of(baseline.name()))
        .write(
            title,
            "Have "
                + baseline.owner()
                + " review the baseline, then set `reviewed` in "
                + baseline.file());
  }

  static PrincipalRef ref(Baseline baseline) {
    return new PrincipalRef(
        "baseline", baseline.name(), baseline.file(), "baseline:" + baseline.name());
  }

  private static PrincipalRef ref(IamGroup group) {
    return new PrincipalRef("group", group.name(), group.arn(), group.id());
  }

  static PrincipalRef ref(ManagedPolicy policy) {
    return new PrincipalRef("policy", policy.name(), policy.arn(), policy.id());
  }
}
