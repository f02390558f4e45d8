package org.iamaudit.finding;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;
import org.iamaudit.snapshot.CredentialReport;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.Principal;

/**
 * Whether what was collected tells of the periods before the as-of moment: it does not if it was
 * made before them, nor if the last use it knows is so long after them that it hides any in them. A
 * little later is as good as then: snapshots take their time.
 */
public final class TellingTimes {
  private final Instant credentialStart;
  private final Instant credentialEnd;
  private final Instant rootStart;
  private final Instant roleEnd;

  public TellingTimes(Instant asOf, Thresholds thresholds) {
    this.credentialStart = moved(asOf, thresholds.unusedCredential().negated());
    this.rootStart = moved(asOf, thresholds.rootUse().negated());
    this.credentialEnd = moved(asOf, thresholds.unusedCredential());
    this.roleEnd = moved(asOf, thresholds.unusedRole());
  }

  private static Instant moved(Instant asOf, Period period) {
    return asOf.atZone(ZoneOffset.UTC).plus(period).toInstant();
  }

  /** Whether the report was made before the period that counts as in use. */
  public boolean isStale(CredentialReport report) {
    return report.generated().filter(made -> made.isBefore(credentialStart)).isPresent();
  }

  /** Whether the report was made before the period in which the root user must not be used. */
  public boolean isStaleOfRoot(CredentialReport report) {
    return report.generated().filter(made -> made.isBefore(rootStart)).isPresent();
  }

  /** Whether a credential was used or made long after the as-of moment. */
  public boolean isLate(CredentialReport.Row row) {
    return Stream.concat(
            Stream.of(row.userCreated(), row.passwordLastChanged(), row.passwordLastUsed().at()),
            row.accessKeys().stream().flatMap(k -> Stream.of(k.lastRotated(), k.lastUsed().at())))
        .flatMap(Optional::stream)
        .anyMatch(moment -> moment.isAfter(credentialEnd));
  }

  /** Whether the role was last used long after the as-of moment. */
  public boolean isUsedLate(IamRole role) {
    return role.lastUsed().filter(moment -> moment.isAfter(roleEnd)).isPresent();
  }

  /** Whether somebody made the principal long after the as-of moment. */
  public boolean isMadeLate(Principal principal) {
    return principal.created().filter(moment -> moment.isAfter(roleEnd)).isPresent();
  }

  /** How many active access keys of a row are of unknown age. */
  public static long agelessKeys(CredentialReport.Row row) {
    return row.accessKeys().stream().filter(k -> k.active() && k.lastRotated().isEmpty()).count();
  }
}
