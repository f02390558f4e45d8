package org.iamaudit.finding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.evaluate.GrantingStatement;
import org.iamaudit.finding.Slice.Standing;
import org.iamaudit.permission.PermissionSet;

/** Compares what a principal may do with what its baselines forbid. */
record ForbiddenPermissions(Comparing at, Advice advice) {

  void compare(List<BaselineSets.Named> rules) {
    for (BaselineSets.Named rule : rules) {
      FindingFactory.Draft draft =
          at.factory()
              .draft(
                  FindingType.FORBIDDEN_PERMISSION,
                  at.about(),
                  at.discriminators().of(rule, "forbids"));
      List<PermissionSet> parts = new ArrayList<>();
      for (GrantingStatement grant : at.effective().grants()) {
        PermissionSet part = at.sets().intersect(grant.effective(), rule.set());
        if (part.holdsKnownAction()) {
          parts.add(part);
          draft.granted(grant);
          at.slices()
              .add(
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
        Optional<Witness> witness =
            at.prove(all, true, "forbidden by " + rule.requirement().label());
        at.findings()
            .add(
                draft
                    .severity(holdsAll(all, rule.set()) ? Severity.CRITICAL : Severity.HIGH)
                    .baselines(List.of(rule.baseline()))
                    .permissions(all)
                    .use(UseSummary.of(all, at.usage()).overall())
                    .witness(witness)
                    .write(
                        PermissionWords.summary(all)
                            + " granted although forbidden by "
                            + rule.baseline()
                            + " / "
                            + rule.requirement().label()
                            + at.reservation(),
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
}
