package org.iamaudit.finding;

import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.usage.Use;

/**
 * One difference or weakness, with an identity that stays the same across runs.
 *
 * @param id {@code F-} and the first hex digits of the fingerprint, at least 12
 * @param fingerprint SHA-256 over what identifies it, never over its text, severity or counts
 * @param standing in the course of all runs
 * @param title one line for people
 * @param baseline names of the baselines that speak of it, comma separated
 * @param granted the statements that grant; empty for what is missing
 * @param use of the permissions as a whole: in use if any is
 * @param blockedBy for what is missing: the layers that withhold it, one phrase each
 */
public record Finding(
    String id,
    String fingerprint,
    FindingType type,
    Severity severity,
    Standing standing,
    AccountId account,
    PrincipalRef principal,
    String title,
    Optional<String> baseline,
    List<GrantRef> granted,
    List<PermissionView> permissions,
    Optional<Use> use,
    Optional<Witness> witness,
    List<String> blockedBy,
    String recommendation) {
  public Finding {
    granted = List.copyOf(granted);
    blockedBy = List.copyOf(blockedBy);
  }

  /** Whether nobody has accepted it. */
  public boolean isOpen() {
    return standing.disposition() == Standing.Disposition.OPEN;
  }

  /** The same finding with another standing. */
  public Finding with(Standing other) {
    return new Finding(
        id,
        fingerprint,
        type,
        severity,
        other,
        account,
        principal,
        title,
        baseline,
        granted,
        permissions,
        use,
        witness,
        blockedBy,
        recommendation);
  }
}
