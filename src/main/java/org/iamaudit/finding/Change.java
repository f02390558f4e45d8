package org.iamaudit.finding;

import java.util.Comparator;
import java.util.Optional;
import org.iamaudit.arn.AccountId;

/**
 * One difference between a run and the one before it.
 *
 * @param reason of what is resolved: a {@link Resolution}; of what was not evaluated: what could
 *     not be read; of exceptions: the waiver
 * @param previousRun the run compared with; empty if there was none
 */
public record Change(
    Kind kind,
    String fingerprint,
    String code,
    AccountId account,
    PrincipalRef principal,
    Optional<Severity> before,
    Optional<Severity> after,
    String reason,
    Optional<String> previousRun) {

  /** By kind, worst first. */
  public static final Comparator<Change> ORDER =
      Comparator.comparing(Change::kind)
          .thenComparing(Change::severity)
          .thenComparing(Change::code)
          .thenComparing(c -> c.account().digits())
          .thenComparing(c -> c.principal().arn())
          .thenComparing(Change::fingerprint);

  /** What happened to a finding. */
  public enum Kind {
    NEW,
    REOPENED,
    SEVERITY_CHANGED,
    EXCEPTION_ENDED,
    /** It was there, and what would show it could not be read this time. */
    NOT_EVALUATED,
    EXCEPTED,
    RESOLVED
  }

  /** Why a finding is gone. */
  public enum Resolution {
    /** The account changed: the same rules, thresholds and baselines find it no longer. */
    FIXED,
    PRINCIPAL_DELETED,
    /** The account is audited no longer. */
    OUT_OF_SCOPE,
    /** What it was judged by changed, so that nothing is said about the account. */
    RULE_CHANGED
  }

  /** As the report shows it: {@code F-} and twelve digits. */
  public String findingId() {
    return "F-" + fingerprint.substring(0, 12);
  }

  /** The severity now, or the last one known. */
  public Severity severity() {
    return after.or(() -> before).orElseThrow();
  }
}
