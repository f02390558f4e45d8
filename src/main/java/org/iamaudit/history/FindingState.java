package org.iamaudit.history;

import java.time.Instant;
import java.util.Optional;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing;

/**
 * What is remembered of a finding after a run.
 *
 * @param baseline names of the baselines that it was judged by, comma separated
 * @param severity when it was last seen
 * @param disposition when it was last seen
 * @param firstSeen as-of time of the first run that saw it
 * @param lastSeen as-of time of the last run that saw it
 * @param runsSeen how many runs saw it
 * @param reason why it is resolved or was not evaluated; empty string: it was seen
 */
public record FindingState(
    String fingerprint,
    String code,
    PrincipalRef principal,
    Optional<String> baseline,
    Condition condition,
    Severity severity,
    Standing.Disposition disposition,
    Optional<String> waiver,
    Instant firstSeen,
    Instant lastSeen,
    int runsSeen,
    String reason) {

  /** What the run said of it. */
  public enum Condition {
    SEEN,
    NOT_EVALUATED,
    RESOLVED
  }

  static FindingState seen(Finding finding) {
    Standing standing = finding.standing();
    return new FindingState(
        finding.fingerprint(),
        finding.type().code(),
        finding.principal(),
        finding.baseline(),
        Condition.SEEN,
        finding.severity(),
        standing.disposition(),
        standing.waiver(),
        standing.firstSeen(),
        standing.lastSeen(),
        standing.runsSeen(),
        "");
  }

  FindingState with(Condition other, String because) {
    return new FindingState(
        fingerprint,
        code,
        principal,
        baseline,
        other,
        severity,
        disposition,
        waiver,
        firstSeen,
        lastSeen,
        runsSeen,
        because);
  }

  /** How the finding stands that a run sees now. */
  Standing seenAgain(Standing now) {
    return new Standing(
        condition == Condition.RESOLVED ? Standing.Status.REOPENED : Standing.Status.PERSISTING,
        now.disposition(),
        firstSeen,
        now.lastSeen(),
        runsSeen + 1,
        now.waiver());
  }
}
