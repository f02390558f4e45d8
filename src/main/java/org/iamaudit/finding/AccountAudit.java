package org.iamaudit.finding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.baseline.BaselineMatcher;
import org.iamaudit.evaluate.AccountPermissions;
import org.iamaudit.evaluate.EffectivePermissions;
import org.iamaudit.evaluate.GrantingStatement;
import org.iamaudit.evaluate.WitnessSearch;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.CredentialReport;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.IamUser;
import org.iamaudit.snapshot.Principal;
import org.iamaudit.usage.PrincipalUsage.DeniedAttempt;
import org.iamaudit.usage.UsageEvidence;

/**
 * Compares one account with its baselines: everything right of the snapshot and left of the report.
 */
public final class AccountAudit {
  /** Of the findings of an account: worst first. */
  static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::severity)
          .thenComparing(f -> f.type().code())
          .thenComparing(f -> f.principal().arn())
          .thenComparing(Finding::title)
          .thenComparing(Finding::fingerprint);

  private final AccountSnapshot snapshot;
  private final BaselineMatcher matcher;
  private final FindingFactory factory;
  private final SetCache sets = new SetCache();
  private final BaselineSets.Compiler compiler;
  private final AccountPermissions permissions;
  private final UsageEvidence usage;
  private final CredentialUse credentials;
  private final CredentialHygiene hygiene;
  private final TrustComparison trust;
  private final SharedGrants shared;
  private final Map<String, CredentialReport.Row> rows;

  AccountAudit(
      AccountSnapshot snapshot, List<Baseline> baselines, Thresholds thresholds, Instant asOf) {
    this.snapshot = snapshot;
    this.matcher = new BaselineMatcher(baselines);
    this.factory = new FindingFactory(snapshot.account(), snapshot.partition(), asOf);
    this.compiler = new BaselineSets.Compiler(snapshot.partition(), asOf);
    this.permissions = new AccountPermissions(snapshot, asOf);
    this.usage = new UsageEvidence(snapshot, asOf, thresholds.unusedPermission());
    this.credentials =
        new CredentialUse(
            factory,
            thresholds,
            asOf,
            snapshot.credentialReport().map(report -> report.countsTo(asOf)).orElse(asOf));
    this.hygiene = new CredentialHygiene(factory, snapshot, thresholds, asOf);
    this.trust = new TrustComparison(factory, asOf);
    this.shared = new SharedGrants(snapshot);
    this.rows =
        snapshot.credentialReport().stream()
            .flatMap(r -> r.rows().stream())
            .collect(Collectors.toMap(CredentialReport.Row::arn, r -> r));
  }

  /**
   * One account's results.
   *
   * @param done is told of each principal that is done, from several threads
   */
  public static AccountResult audit(
      String name,
      AccountSnapshot snapshot,
      List<Baseline> baselines,
      Thresholds thresholds,
      Instant asOf,
      Consumer<Principal> done) {
    AccountAudit audit = new AccountAudit(snapshot, baselines, thresholds, asOf);
    List<Judged> judged = audit.judgeAll(done);
    List<Finding> findings = new ArrayList<>();
    List<Gap> gaps = new ArrayList<>(snapshot.gaps());
    Set<String> matched = new HashSet<>();
    for (Judged one : judged) {
      findings.addAll(one.findings);
      gaps.addAll(one.gaps);
      matched.addAll(one.result.baselines());
    }
    gaps.addAll(DoubtfulStatements.gaps(snapshot));
    long silent = judged.stream().filter(Judged::silent).count();
    TellingTimes times = new TellingTimes(asOf, thresholds);
    gaps.addAll(StaleData.gaps(snapshot, audit.usage, times, silent));
    findings.addAll(audit.hygiene.account());
    AccountHygiene objects = new AccountHygiene(audit.factory, snapshot);
    findings.addAll(objects.orphans());
    findings.addAll(objects.baselines(baselines, matched, asOf));
    findings.addAll(new IneffectiveStatements(audit.factory, asOf).of(snapshot, baselines));
    findings.sort(ORDER);
    return new AccountResult(
            name,
            snapshot,
            judged.stream().map(Judged::result).toList(),
            List.of(),
            List.copyOf(gaps))
        .with(findings);
  }

  /**
   * Each core takes the next principal when it is done with one: some cost as much as all others.
   */
  private List<Judged> judgeAll(Consumer<Principal> done) {
    List<Principal> principals = snapshot.principals();
    Judged[] judged = new Judged[principals.size()];
    AtomicInteger next = new AtomicInteger();
    IntStream.range(0, ForkJoinPool.getCommonPoolParallelism() + 1)
        .parallel()
        .forEach(
            core -> {
              for (int i = next.getAndIncrement(); i < judged.length; i = next.getAndIncrement()) {
                try {
                  judged[i] = judge(principals.get(i));
                  done.accept(principals.get(i));
                } catch (RuntimeException | Error e) {
                  next.set(judged.length); // nobody works on for a result that is given up
                  throw e;
                }
              }
            });
    return List.of(judged);
  }

  /**
   * What comes of one principal.
   *
   * @param silent whether it has a report of its use that lists nothing of what its policies allow
   */
  private record Judged(
      PrincipalResult result, List<Finding> findings, List<Gap> gaps, boolean silent) {}

  UsageEvidence usage() {
    return usage;
  }

  /** The comparison of one principal, done. */
  PermissionComparison compare(Principal principal) {
    List<Baseline> matching = matcher.matching(snapshot.account(), principal);
    Optional<BaselineSets> wanted =
        matching.isEmpty()
            ? Optional.empty()
            : Optional.of(compiler.of(matching, permissions.knowledge(principal)));
    EffectivePermissions effective =
        permissions.of(
            principal, wanted.map(BaselineSets::requiredUnion).orElse(PermissionSet.EMPTY));
    PermissionComparison comparison =
        new PermissionComparison(
            factory,
            sets,
            principal,
            effective,
            wanted,
            usage.of(principal),
            prover(principal, effective));
    comparison.run();
    return comparison;
  }

  private Judged judge(Principal principal) {
    List<Baseline> matching = matcher.matching(snapshot.account(), principal);
    PermissionComparison comparison = compare(principal);
    List<Finding> findings = new ArrayList<>(comparison.findings());
    if (principal instanceof IamUser user) {
      Optional.ofNullable(rows.get(user.arn()))
          .filter(r -> r.isOf(user))
          .ifPresent(
              r -> {
                findings.addAll(credentials.user(user, r));
                findings.addAll(hygiene.user(user, r));
              });
    }
    if (principal instanceof IamRole role) {
      credentials.role(role, usage.reports().report(role)).ifPresent(findings::add);
      findings.addAll(trust.compare(role, matching));
    }
    return new Judged(
        result(principal, matching, comparison, findings),
        findings,
        gaps(principal, comparison),
        isSilent(principal, comparison.effective()));
  }

  /**
   * AWS lists every service that identity-based policies allow, used or not. Nothing that a
   * service-linked role may do is called unused anyway.
   */
  private boolean isSilent(Principal principal, EffectivePermissions effective) {
    boolean linked = principal instanceof IamRole role && role.isServiceLinked();
    return !linked
        && usage.reports().timely(principal).filter(r -> r.services().isEmpty()).isPresent()
        && effective.grants().stream()
            .anyMatch(g -> g.source().identityBased() && g.effective().holdsKnownAction());
  }

  private PrincipalResult result(
      Principal principal,
      List<Baseline> matching,
      PermissionComparison comparison,
      List<Finding> findings) {
    EffectivePermissions effective = comparison.effective();
    List<String> baselines = matching.stream().map(Baseline::name).toList();
    Map<String, Witness> witnesses = new HashMap<>();
    findings.forEach(f -> f.witness().ifPresent(w -> witnesses.put(f.id(), w)));
    ComparisonRows rows =
        new ComparisonRows(
            FindingFactory.ref(principal),
            baselines,
            comparison.usage(),
            shared::others,
            witnesses);
    // The supplier outlives the audit: it must hold the slices alone, not the comparison with its
    // caches.
    List<Slice> slices = List.copyOf(comparison.slices());
    List<DeniedAttempt> attempts = List.copyOf(comparison.attempts());
    Optional<String> denied =
        findings.stream()
            .filter(f -> f.type() == FindingType.DENIED_ATTEMPTS)
            .map(Finding::id)
            .findFirst();
    return new PrincipalResult(
        principal,
        baselines,
        Entitlements.tier(effective),
        rows.counts(slices),
        () -> rows.rows(slices, attempts, denied),
        Entitlements.of(principal, permissions.held(principal), effective, comparison.usage()),
        0,
        0,
        effective.unknown());
  }

  private Prover prover(Principal principal, EffectivePermissions effective) {
    WitnessSearch search = permissions.witnesses(principal, effective);
    return (set, allowed) ->
        search
            .find(set, allowed)
            .map(r -> new Witness(principal.arn(), r.action(), r.resource(), r.context()));
  }

  private List<Gap> gaps(Principal principal, PermissionComparison comparison) {
    Stream<Gap> undecided =
        comparison.undecided().stream()
            .map(
                what ->
                    new Gap(
                        Gap.Kind.UNREADABLE,
                        principal.arn(),
                        what + ": no concrete request confirms it",
                        "the difference is reported without a request that proves it"));
    return Stream.concat(
            undecided,
            ForeignReport.gap(principal, comparison.effective(), usage.reports()).stream())
        .toList();
  }

  /** How many other principals an edit of a grant would change. */
  private static final class SharedGrants {
    private final Map<String, Set<String>> holders = new HashMap<>();

    SharedGrants(AccountSnapshot snapshot) {
      for (Principal principal : snapshot.principals()) {
        principal.attachedPolicyArns().forEach(a -> hold(a, principal));
        if (principal instanceof IamUser user) {
          for (String group : user.groups()) {
            hold("group " + group, principal);
            Optional.ofNullable(snapshot.groups().get(group))
                .ifPresent(g -> g.attachedPolicyArns().forEach(a -> hold(a, principal)));
          }
        }
      }
    }

    private void hold(String what, Principal principal) {
      holders.computeIfAbsent(what, k -> new HashSet<>()).add(principal.arn());
    }

    int others(GrantingStatement grant) {
      String key = grant.source().inline() ? grant.source().via() : grant.source().policy();
      return Math.max(0, holders.getOrDefault(key, Set.of()).size() - 1);
    }
  }
}
