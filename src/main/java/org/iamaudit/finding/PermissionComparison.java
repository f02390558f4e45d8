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
  private final Comparing at;
  private final Principal principal;
  private final Optional<BaselineSets> baselines;
  private final List<DeniedAttempt> attempts = new ArrayList<>();
  private final Advice advice;

  PermissionComparison(
      FindingFactory factory,
      SetCache sets,
      Principal principal,
      EffectivePermissions effective,
      Optional<BaselineSets> baselines,
      PrincipalUsage usage,
      Prover prover) {
    this.at = new Comparing(factory, sets, principal, effective, usage, prover);
    this.principal = principal;
    this.advice = new Advice(principal);
    this.baselines = baselines;
  }

  EffectivePermissions effective() {
    return at.effective();
  }

  PrincipalUsage usage() {
    return at.usage();
  }

  /** The slices of the comparison, grants first, in their order. */
  List<Slice> slices() {
    return at.slices();
  }

  List<Finding> findings() {
    return at.findings();
  }

  /** Differences that no concrete request could prove; findings without a witness, and gaps. */
  List<String> undecided() {
    return at.undecided();
  }

  /** Denied attempts at what is not required, or not as it was tried. */
  List<DeniedAttempt> attempts() {
    return attempts;
  }

  void run() {
    for (GrantingStatement grant : at.effective().grants()) {
      if (grant.effective().holdsKnownAction()) {
        judge(grant);
      }
    }
    baselines.ifPresent(b -> new ForbiddenPermissions(at, advice).compare(b.forbidden()));
    baselines.ifPresent(b -> new MissingPermissions(at, advice).compare(b.required()));
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
    PermissionSet required = at.sets().intersect(grant.effective(), wanted.requiredUnion());
    PermissionSet notRequired = at.sets().minus(grant.effective(), wanted.requiredUnion());
    PermissionSet tolerated = at.sets().intersect(notRequired, wanted.tolerated());
    PermissionSet excess = at.sets().minus(notRequired, wanted.tolerated());
    unused(grant, Standing.REQUIRED, required, requiring(required));
    unused(grant, Standing.TOLERATED, tolerated, "");
    excess(grant, excess);
  }

  /** Labels of the required statements that a set overlaps. */
  private String requiring(PermissionSet set) {
    return String.join(
        ", ",
        baselines.orElseThrow().required().stream()
            .filter(r -> !at.sets().intersect(set, r.set()).isEmpty())
            .map(r -> r.requirement().label())
            .distinct()
            .toList());
  }

  private String requiringBaselines(PermissionSet set) {
    return String.join(
        ", ",
        baselines.orElseThrow().required().stream()
            .filter(r -> !at.sets().intersect(set, r.set()).isEmpty())
            .map(BaselineSets.Named::baseline)
            .distinct()
            .toList());
  }

  private void unused(
      GrantingStatement grant, Standing standing, PermissionSet set, String requiredBy) {
    if (!set.holdsKnownAction()) {
      return;
    }
    UseSummary use = UseSummary.of(set, at.usage());
    PermissionSet idle = set.only(ActionSet.of(use.in(UseState.NOT_USED)));
    Optional<String> id = Optional.empty();
    // The service fixes what its role may do: nobody could act on such a finding.
    boolean fixed = principal instanceof IamRole role && role.isServiceLinked();
    if (idle.holdsKnownAction() && !fixed) {
      FindingFactory.Draft draft =
          at.factory()
              .draft(
                  FindingType.PERMISSION_UNUSED,
                  at.about(),
                  at.discriminators().of(grant, standing.name()));
      id = Optional.of(draft.id());
      at.findings()
          .add(
              draft
                  .baselines(names())
                  .granted(grant)
                  .permissions(idle)
                  .use(UseSummary.of(idle, at.usage()).overall())
                  .witness(at.prover().prove(idle, true))
                  .write(
                      PermissionWords.summary(idle) + " granted, not used" + but(standing),
                      standing == Standing.REQUIRED
                          ? advice.unusedThoughRequired(requiringBaselines(idle))
                          : advice.unused(grant)));
    }
    at.slices().add(new Slice(standing, Optional.of(grant), requiredBy, set, List.of(), id));
  }

  private static String but(Standing standing) {
    return switch (standing) {
      case REQUIRED -> " although required";
      case TOLERATED -> ", tolerated";
      case EXCESS, FORBIDDEN, MISSING, UNJUDGED -> "";
    };
  }

  private void excess(GrantingStatement grant, PermissionSet excess) {
    PermissionSet telling = excess.minus(at.effective().free());
    if (!telling.holdsKnownAction()) {
      return;
    }
    FindingFactory.Draft draft =
        at.factory()
            .draft(FindingType.EXCESS_PERMISSION, at.about(), at.discriminators().of(grant, ""));
    Optional<Witness> witness =
        at.prove(telling, true, "excess of " + FindingFactory.ref(grant).label());
    SeverityRule rule = SeverityRule.of(excess);
    UseSummary use = UseSummary.of(excess, at.usage());
    PermissionSet shown = at.sets().minus(excess, baselines.orElseThrow().forbiddenUnion());
    // What is forbidden is nothing to add to a baseline, whoever uses it.
    boolean relied =
        shown.holdsKnownAction()
            && UseSummary.of(shown, at.usage()).overall().state() == UseState.USED;
    at.findings()
        .add(
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
                        + at.reservation(),
                    relied ? advice.excessInUse(grant, names()) : advice.excess(grant)));
    if (shown.holdsKnownAction()) {
      at.slices()
          .add(
              new Slice(
                  Standing.EXCESS,
                  Optional.of(grant),
                  "",
                  shown,
                  List.of(),
                  Optional.of(draft.id())));
    }
  }

  private void noBaseline() {
    at.findings()
        .add(
            at.factory()
                .draft(FindingType.NO_BASELINE, at.about(), List.of())
                .write(
                    "no baseline says what this " + principal.kind() + " needs",
                    "Write a baseline for it, or add it to one by name, path, tag or group"));
  }

  /**
   * Attempts at what is required and missing make that finding worse; all others are told here. A
   * denial shows that the permission was lacking as it was tried, whatever else is granted or
   * required.
   */
  private void deniedAttempts() {
    List<String> lacking = new ArrayList<>();
    List<String> partly = new ArrayList<>();
    for (DeniedAttempt attempt : at.usage().deniedAttempts()) {
      String action = attempt.action();
      boolean missing =
          at.slices().stream()
              .filter(slice -> slice.standing() == Standing.MISSING)
              .anyMatch(slice -> slice.permissions().actions().contains(action));
      if (!missing) {
        attempts.add(attempt);
        boolean granted =
            at.effective().grants().stream()
                .anyMatch(g -> g.effective().actions().contains(action));
        (granted ? partly : lacking).add(action);
      }
    }
    if (attempts.isEmpty()) {
      return;
    }
    List<String> words = new ArrayList<>();
    if (!lacking.isEmpty()) {
      words.add(String.join(", ", lacking) + ", neither required nor granted");
    }
    if (!partly.isEmpty()) {
      words.add(
          String.join(", ", partly)
              + ", granted only on other resources, under other conditions, or since then");
    }
    List<String> actions = attempts.stream().map(DeniedAttempt::action).toList();
    at.findings()
        .add(
            at.factory()
                .draft(FindingType.DENIED_ATTEMPTS, at.about(), List.of())
                .baselines(names())
                .permissions(
                    List.of(new PermissionView(actions, List.of("*"), List.of(), List.of())))
                .use(attempts.stream().reduce(DeniedAttempt::and).orElseThrow().asUse())
                .write(
                    "denied attempts at " + String.join("; at ", words),
                    "Ask who tried, and why; add the permission to a baseline if it is needed"));
  }

  private List<String> names() {
    return baselines.map(BaselineSets::names).orElse(List.of());
  }
}
