package org.iamaudit.report;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.PrincipalResult;
import org.iamaudit.finding.Waiver;
import org.iamaudit.finding.WaiverUse;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.IamGroup;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.IamUser;
import org.iamaudit.snapshot.ManagedPolicy;
import org.iamaudit.snapshot.SnapshotFile;

/**
 * What the rules look at: which items each type of finding judges, and which it could not judge.
 *
 * <p>INVARIANT: nobody passes a comparison with baselines of whom no baseline says anything.
 */
final class Populations {
  private enum Kind {
    PRINCIPALS,
    GRANTED,
    REQUIRED,
    USED,
    ATTEMPTS,
    USERS,
    ROLES,
    IDLE_ROLES,
    ROOT,
    ACCOUNTS,
    CERTIFICATES,
    BASELINES,
    EXCEPTIONS,
    OBJECTS,
    WRITTEN
  }

  private final Map<Kind, Items> items = new EnumMap<>(Kind.class);
  private final Set<String> speakingOfTrust = new HashSet<>();

  /** Items by what they are and their ARN. */
  record Items(Set<String> evaluated, Set<String> notEvaluated) {
    private static Items none() {
      return new Items(new HashSet<>(), new HashSet<>());
    }

    private void add(String item, boolean known) {
      (known ? evaluated : notEvaluated).add(item);
    }
  }

  Populations(AuditResult result) {
    for (Kind kind : Kind.values()) {
      items.put(kind, Items.none());
    }
    result.baselines().stream()
        .filter(b -> isForOneOf(result.accounts(), b))
        .forEach(
            b -> {
              add(Kind.BASELINES, "baseline " + b.file(), true);
              add(Kind.WRITTEN, "baseline " + b.file(), true);
            });
    result.baselines().stream()
        .filter(b -> b.trustedBy().isPresent())
        .forEach(b -> speakingOfTrust.add(b.name()));
    result.accounts().forEach(account -> account(result, account));
    for (WaiverUse use : result.history().waivers()) {
      // Whether anything is left of what it excused cannot be told from half of the data.
      boolean left = use.status() == Waiver.Status.EXPIRED && use.matches() == 0;
      add(Kind.EXCEPTIONS, "waiver " + use.waiver().id(), result.complete() || !left);
    }
  }

  private static boolean isForOneOf(List<AccountResult> accounts, Baseline baseline) {
    return baseline.accounts().isEmpty()
        || accounts.stream().anyMatch(a -> baseline.accounts().contains(a.snapshot().account()));
  }

  private void add(Kind kind, String item, boolean known) {
    items.get(kind).add(item, known);
  }

  private void account(AuditResult run, AccountResult account) {
    AccountSnapshot snapshot = account.snapshot();
    Unjudged unjudged = new Unjudged(run, account);
    boolean resources = unjudged.source(SnapshotFile.RESOURCE_POLICIES).isEmpty();
    boolean organization = unjudged.source(SnapshotFile.ORGANIZATION).isEmpty();
    boolean trail = unjudged.source(SnapshotFile.CLOUD_TRAIL).isEmpty();
    for (PrincipalResult result : account.principals()) {
      String arn = result.principal().arn();
      String item = result.principal().kind() + " " + arn;
      boolean whole = unjudged.policies(result).isEmpty();
      boolean compared = whole && !result.baselines().isEmpty();
      add(Kind.PRINCIPALS, item, whole);
      add(Kind.WRITTEN, item, whole);
      add(Kind.GRANTED, item, compared && resources);
      add(Kind.REQUIRED, item, compared && resources && organization);
      add(Kind.USED, item, whole && unjudged.use(result).isEmpty());
      add(Kind.ATTEMPTS, item, whole && trail && organization);
      if (result.principal() instanceof IamUser) {
        add(Kind.USERS, item, unjudged.credentials(arn).isEmpty());
      }
      if (result.principal() instanceof IamRole role) {
        boolean speaking = result.baselines().stream().anyMatch(speakingOfTrust::contains);
        add(Kind.ROLES, item, speaking && role.trustPolicy().isPresent());
        add(Kind.IDLE_ROLES, item, unjudged.idle(result, role).isEmpty());
      }
    }
    String root = Unjudged.root(snapshot);
    add(Kind.ROOT, "root " + root, unjudged.rootReasons().isEmpty());
    add(Kind.ACCOUNTS, "account " + root, snapshot.knowsPasswordPolicy());
    snapshot
        .serverCertificates()
        .ifPresent(
            all -> all.forEach(c -> add(Kind.CERTIFICATES, "server certificate " + c.arn(), true)));
    boolean unlisted = account.gaps().stream().anyMatch(isAbout("server-certificates.json"));
    if (unlisted) {
      add(Kind.CERTIFICATES, "server certificates of " + root, false);
    }
    for (IamGroup group : snapshot.groups().values()) {
      add(Kind.OBJECTS, "group " + group.arn(), true);
      add(Kind.WRITTEN, "group " + group.arn(), unjudged.reasons(group).isEmpty());
    }
    for (ManagedPolicy policy : snapshot.policies().values()) {
      String item = "policy " + policy.arn();
      add(Kind.WRITTEN, item, policy.defaultDocument().isPresent());
      if (!policy.isAwsManaged()) {
        add(Kind.OBJECTS, item, true);
      }
    }
  }

  private static Predicate<org.iamaudit.snapshot.Gap> isAbout(String file) {
    return gap -> gap.subject().equals(file);
  }

  /** What a finding is about, named as the items are; waivers of one file by their ids. */
  static String item(Finding finding) {
    PrincipalRef about = finding.principal();
    boolean waiver = finding.type() == FindingType.EXCEPTION_EXPIRED;
    return about.kind() + " " + (waiver ? about.name() : about.arn());
  }

  /** The items that any of these types looks at. */
  Items of(List<FindingType> types) {
    Items all = Items.none();
    for (Kind kind : types.stream().map(Populations::kind).collect(Collectors.toSet())) {
      all.evaluated().addAll(items.get(kind).evaluated());
      all.notEvaluated().addAll(items.get(kind).notEvaluated());
    }
    return all;
  }

  private static Kind kind(FindingType type) {
    return switch (type) {
      case NO_BASELINE -> Kind.PRINCIPALS;
      case BASELINE_OR_POLICY_INEFFECTIVE -> Kind.WRITTEN;
      case EXCESS_PERMISSION, FORBIDDEN_PERMISSION -> Kind.GRANTED;
      case MISSING_PERMISSION -> Kind.REQUIRED;
      case PERMISSION_UNUSED -> Kind.USED;
      case DENIED_ATTEMPTS -> Kind.ATTEMPTS;
      case TRUST_EXCESS, TRUST_MISSING -> Kind.ROLES;
      case ROLE_UNUSED -> Kind.IDLE_ROLES;
      case BASELINE_OVERDUE -> Kind.BASELINES;
      case EXCEPTION_EXPIRED -> Kind.EXCEPTIONS;
      case USER_INACTIVE,
          PASSWORD_UNUSED,
          ACCESS_KEY_UNUSED,
          USER_MFA_MISSING,
          KEY_NOT_ROTATED,
          MULTIPLE_ACTIVE_KEYS,
          INITIAL_KEY_NEVER_USED,
          LONG_LIVED_CREDENTIAL ->
          Kind.USERS;
      case ORPHAN_OBJECT -> Kind.OBJECTS;
      case ROOT_ACCESS_KEY, ROOT_MFA_MISSING, ROOT_MFA_NOT_HARDWARE, ROOT_USED -> Kind.ROOT;
      case PASSWORD_POLICY_WEAK -> Kind.ACCOUNTS;
      case SERVER_CERT_EXPIRED -> Kind.CERTIFICATES;
    };
  }
}
