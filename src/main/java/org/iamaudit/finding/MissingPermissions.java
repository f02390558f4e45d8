package org.iamaudit.finding;

import java.util.List;
import java.util.Optional;
import org.iamaudit.finding.Slice.Standing;
import org.iamaudit.permission.PermissionSet;

/** Compares what the baselines of a principal require with what it may do. */
record MissingPermissions(Comparing at, Advice advice) {

  void compare(List<BaselineSets.Named> required) {
    required.forEach(this::compare);
  }

  private void compare(BaselineSets.Named required) {
    PermissionSet missing = at.effective().missingFrom(required.set());
    if (!missing.holdsKnownAction()) {
      return;
    }
    FindingFactory.Draft draft =
        at.factory()
            .draft(
                FindingType.MISSING_PERMISSION,
                at.about(),
                at.discriminators().of(required, "requires"));
    Optional<Witness> witness =
        at.prove(missing, false, "missing for " + required.requirement().label());
    boolean failing =
        at.usage().deniedAttempts().stream().anyMatch(d -> missing.actions().contains(d.action()));
    boolean atRisk = at.effective().allowsInSomeContext(required.set(), missing);
    List<String> blockers = at.effective().blockers(missing);
    at.findings()
        .add(
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
                        + at.reservation(),
                    advice.missing(required.baseline(), blockers)));
    at.slices()
        .add(
            new Slice(
                Standing.MISSING,
                Optional.empty(),
                required.requirement().label(),
                missing,
                blockers,
                Optional.of(draft.id())));
  }
}
