package org.iamaudit.finding;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.usage.Use;

/**
 * One difference or weakness, with an identity that stays the same across runs.
 *
 * @param id {@code F-} and the first hex digits of the fingerprint, at least 12
 * @param fingerprint SHA-256 over what identifies it, never over its text, severity or counts
 * @param status lifecycle: {@code NEW} until there is a history
 * @param disposition {@code OPEN}, {@code EXCEPTED}, {@code FALSE_POSITIVE}
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
    String status,
    String disposition,
    AccountId account,
    PrincipalRef principal,
    String title,
    Optional<String> baseline,
    List<GrantRef> granted,
    List<PermissionView> permissions,
    Optional<Use> use,
    Optional<Witness> witness,
    List<String> blockedBy,
    String recommendation,
    Instant firstSeen,
    Instant lastSeen) {
  public Finding {
    granted = List.copyOf(granted);
    blockedBy = List.copyOf(blockedBy);
  }
}
