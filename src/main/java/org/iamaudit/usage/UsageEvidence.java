package org.iamaudit.usage;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.CloudTrailEvent;
import org.iamaudit.snapshot.LastAccessed;
import org.iamaudit.snapshot.Principal;

/**
 * What a snapshot says of the use of permissions, as of a moment: service last accessed data first,
 * and CloudTrail events where they were collected.
 *
 * <p>Immutable; may be asked by several threads.
 */
public final class UsageEvidence {
  private final Instant start;
  private final Instant tooLate;
  private final Period period;
  private final Optional<Map<String, LastAccessed>> reports;
  private final Map<String, CloudTrailUse> events;

  /**
   * @param unusedPermission after how long without use a permission counts as unused; days are
   *     those of UTC
   */
  public UsageEvidence(AccountSnapshot snapshot, Instant asOf, Period unusedPermission) {
    this.period = unusedPermission;
    this.start = asOf.atZone(ZoneOffset.UTC).minus(unusedPermission).toInstant();
    this.tooLate = asOf.atZone(ZoneOffset.UTC).plus(unusedPermission).toInstant();
    this.reports = snapshot.lastAccessed();
    this.events = events(snapshot.cloudTrail().orElse(List.of()));
  }

  private Map<String, CloudTrailUse> events(List<CloudTrailEvent> all) {
    Map<String, CloudTrailUse> byPrincipal = new HashMap<>();
    for (CloudTrailEvent event : all) {
      if (event.principalArn().isPresent() && withinPeriod(event.time())) {
        byPrincipal
            .computeIfAbsent(event.principalArn().get(), arn -> new CloudTrailUse())
            .add(event);
      }
    }
    return byPrincipal;
  }

  /**
   * Whether a use at that moment counts as recent. Use after the as-of moment does too: reports are
   * often made a little later, and whatever was used must not be called unused.
   */
  public boolean withinPeriod(Instant moment) {
    return !moment.isBefore(start);
  }

  /**
   * From when on a use counts as recent, seen from when the report was made, if that was before the
   * as-of moment: of what came after it, it knows nothing.
   */
  private Instant start(Optional<LastAccessed> report) {
    return report
        .map(LastAccessed::generated)
        .map(g -> g.atZone(ZoneOffset.UTC).minus(period).toInstant())
        .filter(g -> g.isBefore(start))
        .orElse(start);
  }

  /** Whether the report was made before the period began, so that it shows nothing of it. */
  private boolean isStale(LastAccessed report) {
    return report.generated().isBefore(start);
  }

  /** How many reports are too old to say anything. */
  public long staleReports() {
    return reports.stream().flatMap(r -> r.values().stream()).filter(this::isStale).count();
  }

  /**
   * Whether the report was made so long after the as-of moment that the last use it knows hides any
   * in the period.
   */
  private boolean isLate(LastAccessed report) {
    return report.generated().isAfter(tooLate);
  }

  /** How many reports are too young to say anything. */
  public long lateReports() {
    return reports.stream().flatMap(r -> r.values().stream()).filter(this::isLate).count();
  }

  /** The report of a principal, unless it is too old, too young or too empty to say anything. */
  public Optional<LastAccessed> report(Principal principal) {
    return timely(principal).filter(report -> !report.services().isEmpty());
  }

  /**
   * Whether a principal has a report that lists nothing. AWS lists every service that
   * identity-based policies allow, used or not.
   */
  public boolean isSilent(Principal principal) {
    return timely(principal).isPresent() && report(principal).isEmpty();
  }

  private Optional<LastAccessed> timely(Principal principal) {
    return reports.map(byArn -> byArn.get(principal.arn())).filter(r -> !isStale(r) && !isLate(r));
  }

  /** What is known of one principal. */
  public PrincipalUsage of(Principal principal) {
    Optional<LastAccessed> report = reports.map(byArn -> byArn.get(principal.arn()));
    Instant from = start(report);
    boolean young = principal.created().filter(c -> !c.isBefore(from)).isPresent();
    return new PrincipalUsage(
        from, young, report(principal), events.getOrDefault(principal.arn(), CloudTrailUse.NONE));
  }
}
