package org.iamaudit.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.evaluate.EffectivePermissions;
import org.iamaudit.evaluate.GrantingStatement;
import org.iamaudit.finding.Slice.Standing;
import org.iamaudit.permission.ActionSet;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.Principal;
import org.iamaudit.usage.PrincipalUsage;
import org.iamaudit.usage.PrincipalUsage.DeniedAttempt;
import org.iamaudit.usage.UseState;

/**
 * Compares what one principal may do with what its baselines require, tolerate and forbid, and with
 * what it used.
 *
 * <p>Each grant's effective set is cut up: what is required, what is only tolerated, and the rest,
 * which is excess. What is required and in no grant's effective set is missing. Differences that
 * hold no action of the catalogue grant nothing today and make no finding; {@link
 * IneffectiveStatements} reports patterns that match nothing.
 */
final class PermissionComparison {
  private final FindingFactory factory;
  private final SetCache sets;
  private final Principal principal;
  private final PrincipalRef about;
  private final EffectivePermissions effective;
  private final Optional<BaselineSets> baselines;
  private final PrincipalUsage usage;
  private final Prover prover;
  private final List<Slice> slices = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private final List<String> undecided = new ArrayList<>();
  private final List<DeniedAttempt> attempts = new ArrayList<>();
  private final Discriminators discriminators = new Discriminators();
  private final Advice advice;

  PermissionComparison(
      FindingFactory factory,
      SetCache sets,
      Principal principal,
      EffectivePermissions effective,
      Optional<BaselineSets> baselines,
      PrincipalUsage usage,
      Prover prover) {
    this.factory = factory;
    this.sets = sets;
    this.principal = principal;
    this.about = FindingFactory.ref(principal);
    this.advice = new Advice(principal);
    this.effective = effective;
    this.baselines = baselines;
    this.usage = usage;
    this.prover = prover;
  }

  EffectivePermissions effective() {
    return effective;
  }

  PrincipalUsage usage() {
    return usage;
  }

  /** The slices of the comparison, grants first, in their order. */
  List<Slice> slices() {
    return slices;
  }

  List<Finding> findings() {
    return findings;
  }

  /** Differences that no concrete request could prove; findings without a witness, and gaps. */
  List<String> undecided() {
    return undecided;
  }

  /** Denied attempts at what is neither required nor granted. */
  List<DeniedAttempt> attempts() {
    return attempts;
  }

  void run() {
    for (GrantingStatement grant : effective.grants()) {
      if (grant.effective().holdsKnownAction()) {
        judge(grant);
      }
    }
    baselines.ifPresent(this::forbidden);
    baselines.ifPresent(b -> b.required().forEach(this::missing));
    if (baselines.isEmpty()) {
      noBaseline();
    }
    deniedAttempts();
  }

  private void judge(GrantingStatement grant) {
    if (baselines.isEmpty()) {
      unused(grant, Standing.UNJUDGED, grant.effective(), "");
      return;
    }
    BaselineSets wanted = baselines.get();
    PermissionSet required = sets.intersect(grant.effective(), wanted.requiredUnion());
    PermissionSet notRequired = sets.minus(grant.effective(), wanted.requiredUnion());
    PermissionSet tolerated = sets.intersect(notRequired, wanted.tolerated());
    PermissionSet excess = sets.minus(notRequired, wanted.tolerated());
    unused(grant, Standing.REQUIRED, required, requiring(required));
    unused(grant, Standing.TOLERATED, tolerated, "");
    excess(grant, excess);
  }

  /** Labels of the required statements that a set overlaps. */
  private String requiring(PermissionSet set) {
    return String.join(
        ", ",
        baselines.orElseThrow().required().stream()
            .filter(r -> !sets.intersect(set, r.set()).isEmpty())
            .map(r -> r.requirement().label())
            .distinct()
            .toList());
  }

  private String requiringBaselines(PermissionSet set) {
    return String.join(
        ", ",
        baselines.orElseThrow().required().stream()
            .filter(r -> !sets.intersect(set, r.set()).isEmpty())
            .map(BaselineSets.Named::baseline)
            .distinct()
            .toList());
  }

  private void unused(
      GrantingStatement grant, Standing standing, PermissionSet set, String requiredBy) {
    if (!set.holdsKnownAction()) {
      return;
    }
    UseSummary use = UseSummary.of(set, usage);
    PermissionSet idle = set.only(ActionSet.of(use.in(UseState.NOT_USED)));
    Optional<String> id = Optional.empty();
    // The service fixes what its role may do: nobody could act on such a finding.
    boolean fixed = principal instanceof IamRole role && role.isServiceLinked();
    if (idle.holdsKnownAction() && !fixed) {
      FindingFactory.Draft draft =
          factory.draft(
              FindingType.PERMISSION_UNUSED, about, discriminators.of(grant, standing.name()));
      id = Optional.of(draft.id());
      findings.add(
          draft
              .baselines(names())
              .granted(grant)
              .permissions(idle)
              .use(UseSummary.of(idle, usage).overall())
              .witness(prover.prove(idle, true))
              .write(
                  PermissionWords.summary(idle) + " granted, not used" + but(standing),
                  standing == Standing.REQUIRED
                      ? advice.unusedThoughRequired(requiringBaselines(idle))
                      : advice.unused(grant)));
    }
    slices.add(new Slice(standing, Optional.of(grant), requiredBy, set, List.of(), id));
  }

  private static String but(Standing standing) {
    return switch (standing) {
      case REQUIRED -> " although required";
      case TOLERATED -> ", tolerated";
      case EXCESS, FORBIDDEN, MISSING, UNJUDGED -> "";
    };
  }

  private void excess(GrantingStatement grant, PermissionSet excess) {
    PermissionSet telling = excess.minus(effective.free());
    if (!telling.holdsKnownAction()) {
      return;
    }
    FindingFactory.Draft draft =
        factory.draft(FindingType.EXCESS_PERMISSION, about, discriminators.of(grant, ""));
    Optional<Witness> witness = prover.prove(telling, true);
    if (witness.isEmpty()) {
      undecided.add("excess of " + FindingFactory.ref(grant).label());
    }
    SeverityRule rule = SeverityRule.of(excess);
    UseSummary use = UseSummary.of(excess, usage);
    findings.add(
        draft
            .severity(rule.severity())
            .baselines(names())
            .granted(grant)
            .permissions(excess)
            .use(use.overall())
            .witness(witness)
            .write(
                PermissionWords.summary(excess)
                    + " granted, not required ("
                    + rule.reason()
                    + ")"
                    + reservation(),
                use.overall().state() == UseState.USED
                    ? advice.excessInUse(grant, names())
                    : advice.excess(grant)));
    PermissionSet shown = sets.minus(excess, baselines.orElseThrow().forbiddenUnion());
    if (shown.holdsKnownAction()) {
      slices.add(
          new Slice(
              Standing.EXCESS, Optional.of(grant), "", shown, List.of(), Optional.of(draft.id())));
    }
  }

  private void forbidden(BaselineSets wanted) {
    for (BaselineSets.Named rule : wanted.forbidden()) {
      FindingFactory.Draft draft =
          factory.draft(
              FindingType.FORBIDDEN_PERMISSION, about, discriminators.of(rule, "forbids"));
      List<PermissionSet> parts = new ArrayList<>();
      for (GrantingStatement grant : effective.grants()) {
        PermissionSet part = sets.intersect(grant.effective(), rule.set());
        if (part.holdsKnownAction()) {
          parts.add(part);
          draft.granted(grant);
          slices.add(
              new Slice(
                  Standing.FORBIDDEN,
                  Optional.of(grant),
                  rule.requirement().label(),
                  part,
                  List.of(),
                  Optional.of(draft.id())));
        }
      }
      if (!parts.isEmpty()) {
        PermissionSet all = PermissionSet.union(parts);
        Optional<Witness> witness = prover.prove(all, true);
        if (witness.isEmpty()) {
          undecided.add("forbidden by " + rule.requirement().label());
        }
        findings.add(
            draft
                .severity(holdsAll(all, rule.set()) ? Severity.CRITICAL : Severity.HIGH)
                .baselines(List.of(rule.baseline()))
                .permissions(all)
                .use(UseSummary.of(all, usage).overall())
                .witness(witness)
                .write(
                    PermissionWords.summary(all)
                        + " granted although forbidden by "
                        + rule.baseline()
                        + " / "
                        + rule.requirement().label()
                        + reservation(),
                    advice.forbidden(rule.baseline())));
      }
    }
  }

  /**
   * Whether what is granted needs no condition beyond those under which the rule forbids it, for
   * some action on some resource.
   */
  private static boolean holdsAll(PermissionSet granted, PermissionSet forbidden) {
    PermissionSet atRisk = forbidden.intersect(granted.inAnyContext());
    PermissionSet sometimes = atRisk.minus(granted).inAnyContext();
    return !granted.inAnyContext().minus(sometimes).isEmpty();
  }

  private void missing(BaselineSets.Named required) {
    PermissionSet missing = effective.missingFrom(required.set());
    if (!missing.holdsKnownAction()) {
      return;
    }
    FindingFactory.Draft draft =
        factory.draft(
            FindingType.MISSING_PERMISSION, about, discriminators.of(required, "requires"));
    Optional<Witness> witness = prover.prove(missing, false);
    if (witness.isEmpty()) {
      undecided.add("missing for " + required.requirement().label());
    }
    boolean failing =
        usage.deniedAttempts().stream().anyMatch(d -> missing.actions().contains(d.action()));
    boolean atRisk = effective.allowsInSomeContext(required.set(), missing);
    List<String> blockers = effective.blockers(missing);
    findings.add(
        draft
            .severity(failing ? Severity.HIGH : atRisk ? Severity.LOW : Severity.MEDIUM)
            .baselines(List.of(required.baseline()))
            .permissions(missing)
            .witness(witness)
            .blockedBy(blockers)
            .write(
                PermissionWords.summary(missing)
                    + " required, "
                    + (atRisk ? "withheld under a condition" : "not granted")
                    + (failing ? "; calls were denied" : "")
                    + reservation(),
                advice.missing(required.baseline(), blockers)));
    slices.add(
        new Slice(
            Standing.MISSING,
            Optional.empty(),
            required.requirement().label(),
            missing,
            blockers,
            Optional.of(draft.id())));
  }

  /** What a reader must know if the picture is not whole. */
  private String reservation() {
    return effective.unknown().isEmpty()
        ? ""
        : ", as far as could be read: " + String.join("; ", effective.unknown());
  }

  private void noBaseline() {
    findings.add(
        factory
            .draft(FindingType.NO_BASELINE, about, List.of())
            .write(
                "no baseline says what this " + principal.kind() + " needs",
                "Write a baseline for it, or add it to one by name, path, tag or group"));
  }

  /**
   * Attempts at what is neither required nor granted; attempts at what is required make a MISSING
   * finding worse.
   */
  private void deniedAttempts() {
    for (DeniedAttempt attempt : usage.deniedAttempts()) {
      boolean required =
          baselines.isPresent()
              && baselines.get().requiredUnion().actions().contains(attempt.action());
      boolean granted =
          effective.grants().stream()
              .anyMatch(g -> g.effective().actions().contains(attempt.action()));
      if (!required && !granted) {
        attempts.add(attempt);
      }
    }
    if (!attempts.isEmpty()) {
      List<String> actions =
          attempts.stream().map(DeniedAttempt::action).distinct().sorted().toList();
      findings.add(
          factory
              .draft(FindingType.DENIED_ATTEMPTS, about, List.of())
              .baselines(names())
              .permissions(List.of(new PermissionView(actions, List.of("*"), List.of(), List.of())))
              .write(
                  "denied attempts at "
                      + String.join(", ", actions)
                      + ", neither required nor granted",
                  "Ask who tried, and why; add the permission to a baseline if it is needed"));
    }
  }

  private List<String> names() {
    return baselines.map(BaselineSets::names).orElse(List.of());
  }
}
