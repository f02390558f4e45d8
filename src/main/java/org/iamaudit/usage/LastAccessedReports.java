package org.iamaudit.usage;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.LastAccessed;
import org.iamaudit.snapshot.Principal;

/** The service last accessed reports of a snapshot, and which of them tell of a period. */
public final class LastAccessedReports {
  private final Instant start;
  private final Instant tooLate;
  private final Optional<Map<String, LastAccessed>> reports;

  /**
   * @param period of use before the as-of moment; days are those of UTC
   */
  public LastAccessedReports(AccountSnapshot snapshot, Instant asOf, Period period) {
    this.start = asOf.atZone(ZoneOffset.UTC).minus(period).toInstant();
    this.tooLate = asOf.atZone(ZoneOffset.UTC).plus(period).toInstant();
    this.reports = snapshot.lastAccessed();
  }

  /** The report of a principal, whatever it says. */
  public Optional<LastAccessed> any(Principal principal) {
    return reports.map(byArn -> byArn.get(principal.arn()));
  }

  /** The report of a principal, unless it is too old, too young or too empty to say anything. */
  public Optional<LastAccessed> report(Principal principal) {
    return timely(principal).filter(report -> !report.services().isEmpty());
  }

  /** The report of a principal, unless it is too old or too young to say anything. */
  public Optional<LastAccessed> timely(Principal principal) {
    return any(principal).filter(report -> !isStale(report) && !isLate(report));
  }

  /** Whether the report was made before the period began, so that it shows nothing of it. */
  private boolean isStale(LastAccessed report) {
    return report.generated().isBefore(start);
  }

  /**
   * Whether the report was made so long after the as-of moment that the last use it knows hides any
   * in the period.
   */
  private boolean isLate(LastAccessed report) {
    return report.generated().isAfter(tooLate);
  }

  /** How many reports are too old to say anything. */
  public long stale() {
    return count(this::isStale);
  }

  /** How many reports are too young to say anything. */
  public long late() {
    return count(this::isLate);
  }

  private long count(Predicate<LastAccessed> which) {
    return reports.stream().flatMap(r -> r.values().stream()).filter(which).count();
  }
}
