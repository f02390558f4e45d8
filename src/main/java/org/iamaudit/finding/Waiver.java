package org.iamaudit.finding;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.iamaudit.arn.AccountId;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.NameCase;

/**
 * The decision of a person to live with findings for a while.
 *
 * @param id unique in its file
 * @param disposition {@code EXCEPTED}: true and accepted; {@code FALSE_POSITIVE}: not true
 * @param reason why the risk is borne
 * @param compensatingControl what is done instead; empty string if nothing
 * @param approvedOn the first day, in UTC, on which it holds
 * @param expires the last day, in UTC, on which it holds
 * @param revoked the first day on which it holds no longer, if somebody took it back
 */
public record Waiver(
    String id,
    Target target,
    Standing.Disposition disposition,
    String owner,
    String reason,
    String compensatingControl,
    String approvedBy,
    LocalDate approvedOn,
    LocalDate expires,
    String ticket,
    Optional<LocalDate> revoked) {
  private static final int EXPIRING_DAYS = 30;

  /** What a waiver is worth at a moment. */
  public enum Status {
    ACTIVE,
    /** In force for at most 30 more days. */
    EXPIRING,
    EXPIRED,
    REVOKED,
    /** Approved only later: at the moment in question nobody had accepted anything. */
    PENDING;

    /** Whether findings are excused by it. */
    public boolean inForce() {
      return this == ACTIVE || this == EXPIRING;
    }
  }

  /** The status on the day of a moment, in UTC. */
  public Status status(Instant asOf) {
    LocalDate day = LocalDate.ofInstant(asOf, ZoneOffset.UTC);
    if (approvedOn.isAfter(day)) {
      return Status.PENDING;
    }
    if (revoked.filter(from -> !from.isAfter(day)).isPresent()) {
      return Status.REVOKED;
    }
    if (expires.isBefore(day)) {
      return Status.EXPIRED;
    }
    return expires.isAfter(day.plusDays(EXPIRING_DAYS)) ? Status.ACTIVE : Status.EXPIRING;
  }

  /** Which findings a waiver is about. */
  public sealed interface Target {
    boolean matches(Finding finding);

    /** Whether it may have matched a finding that is gone, whose permissions nobody knows now. */
    boolean mayHaveMatched(Change gone);

    /** As the report names it. */
    String text();
  }

  /**
   * One finding, which stays itself when what is granted or required grows.
   *
   * @param hex the fingerprint or its beginning, at least 12 digits in lower case
   * @param permissions as in {@link Kind}
   */
  public record OneFinding(String hex, List<String> permissions) implements Target {
    public OneFinding {
      permissions = List.copyOf(permissions);
    }

    @Override
    public boolean matches(Finding finding) {
      return finding.fingerprint().startsWith(hex) && covers(permissions, finding);
    }

    @Override
    public boolean mayHaveMatched(Change gone) {
      return gone.fingerprint().startsWith(hex);
    }

    @Override
    public String text() {
      return "finding F-" + hex + suffix(permissions);
    }
  }

  /** Whether all actions of a finding lie in these; no permissions cover whatever it has. */
  private static boolean covers(List<String> permissions, Finding finding) {
    List<Glob> globs = permissions.stream().map(p -> Glob.of(lower(p))).toList();
    List<String> actions =
        finding.permissions().stream().flatMap(view -> view.actions().stream()).toList();
    return permissions.isEmpty()
        || !actions.isEmpty()
            && actions.stream()
                .map(a -> Glob.of(lower(a)))
                .allMatch(a -> globs.stream().anyMatch(a::isSubsetOf));
  }

  private static String lower(String action) {
    return NameCase.lower(action);
  }

  private static String suffix(List<String> permissions) {
    return permissions.isEmpty() ? "" : " for " + String.join(", ", permissions);
  }

  /**
   * All findings of a type about some principals.
   *
   * @param principal compared with name and ARN; {@code *} and {@code ?}; case counts
   * @param permissions of action names, {@code *} and {@code ?}, case does not count: the finding's
   *     actions must lie in them one and all, so that nothing is excused by the way; empty:
   *     whatever the actions
   * @param accounts sorted; empty: all
   */
  public record Kind(
      FindingType type, String principal, List<String> permissions, Set<AccountId> accounts)
      implements Target {
    public Kind {
      permissions = List.copyOf(permissions);
      accounts = Collections.unmodifiableSet(new TreeSet<>(accounts));
    }

    @Override
    public boolean matches(Finding finding) {
      return finding.type() == type
          && isAbout(finding.account(), finding.principal())
          && covers(permissions, finding);
    }

    @Override
    public boolean mayHaveMatched(Change gone) {
      return gone.code().equals(type.code()) && isAbout(gone.account(), gone.principal());
    }

    private boolean isAbout(AccountId account, PrincipalRef who) {
      Glob pattern = Glob.of(principal);
      return (accounts.isEmpty() || accounts.contains(account))
          && (pattern.matches(who.name()) || pattern.matches(who.arn()));
    }

    @Override
    public String text() {
      return type.name()
          + " of "
          + principal
          + suffix(permissions)
          + (accounts.isEmpty() ? "" : " in " + accounts.stream().map(AccountId::digits).toList());
    }
  }
}
