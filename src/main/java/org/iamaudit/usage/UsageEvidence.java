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
  private final Period period;
  private final LastAccessedReports reports;
  private final Map<String, CloudTrailUse> events;

  /**
   * @param unusedPermission after how long without use a permission counts as unused; days are
   *     those of UTC
   */
  public UsageEvidence(AccountSnapshot snapshot, Instant asOf, Period unusedPermission) {
    this.period = unusedPermission;
    this.start = asOf.atZone(ZoneOffset.UTC).minus(unusedPermission).toInstant();
    this.reports = new LastAccessedReports(snapshot, asOf, unusedPermission);
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

  /** The reports, for those who count or read them. */
  public LastAccessedReports reports() {
    return reports;
  }

  /** What is known of one principal. */
  public PrincipalUsage of(Principal principal) {
    Instant from = start(reports.any(principal));
    boolean young = principal.created().filter(c -> !c.isBefore(from)).isPresent();
    return new PrincipalUsage(
        from,
        young,
        reports.report(principal),
        events.getOrDefault(principal.arn(), CloudTrailUse.NONE));
  }
}
