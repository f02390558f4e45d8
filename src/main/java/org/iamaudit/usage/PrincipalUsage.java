package org.iamaudit.usage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.NameCase;
import org.iamaudit.snapshot.LastAccessed;

/**
 * What is known of the use that one principal made of its permissions (IAM User Guide, "Refine
 * permissions in AWS using last accessed information"; read 2026-11).
 */
public final class PrincipalUsage {
  private static final String BY_ACTION = "action last accessed";
  private static final String BY_SERVICE = "service last accessed";
  private static final String BY_EVENT = "CloudTrail";
  private static final Use UNKNOWN = new Use(UseState.NOT_TRACKED, Optional.empty(), "none");

  private final Instant start;
  private final boolean young;
  private final Optional<LastAccessed> report;
  private final CloudTrailUse events;

  /**
   * @param start from when on a use that is reported counts as recent
   * @param young whether the principal was created within the period
   * @param report empty too if it is from before the period, since it shows nothing of that
   */
  PrincipalUsage(
      Instant start, boolean young, Optional<LastAccessed> report, CloudTrailUse events) {
    this.start = start;
    this.young = young;
    this.report = report;
    this.events = events;
  }

  /**
   * Denied calls of one action within the period.
   *
   * @param action {@code s3:GetObject}, in AWS's spelling where the catalogue has it
   * @param last when it was denied last
   */
  public record DeniedAttempt(String action, int count, Instant last) {

    /** What it says of the use: none, though somebody tried, at that time. */
    public Use asUse() {
      return new Use(UseState.NOT_USED, Optional.of(last), BY_EVENT + ", " + count + " denied");
    }

    /** This and another, of whichever action, counted together. */
    public DeniedAttempt and(DeniedAttempt other) {
      return new DeniedAttempt(
          action, count + other.count, last.isAfter(other.last) ? last : other.last);
    }
  }

  /** Sorted by action; empty where no CloudTrail events were collected. */
  public List<DeniedAttempt> deniedAttempts() {
    return events.denied();
  }

  /**
   * The use of one permission.
   *
   * @param service the prefix, in any case
   * @param actionName without the prefix, in any case
   */
  public Use use(String service, String actionName) {
    String prefix = NameCase.lower(service);
    String action = NameCase.lower(actionName);
    Use use = report.isPresent() ? reported(report.get(), prefix, action) : UNKNOWN;
    if (use.state() == UseState.USED || events.isEmpty()) {
      return use;
    }
    return events
        .lastUse(prefix, action)
        .map(time -> new Use(UseState.USED, Optional.of(time), BY_EVENT))
        .orElse(use);
  }

  private Use reported(LastAccessed report, String prefix, String action) {
    LastAccessed.Service service = report.services().get(prefix);
    if (service == null) {
      // The report lists only services that identity-based policies allow, as they were then.
      return UNKNOWN;
    }
    if (prefix.equals("iam") && action.equals("passrole")) {
      // AWS says that it never tracks iam:PassRole: not being used is nothing that can be seen.
      return new Use(UseState.NOT_TRACKED, service.lastAuthenticated(), BY_SERVICE);
    }
    return service.tracked().contains(action)
        ? byTime(Optional.ofNullable(service.used().get(action)), UseState.USED, BY_ACTION)
        : byTime(service.lastAuthenticated(), UseState.NOT_TRACKED, BY_SERVICE);
  }

  /**
   * @param ifRecent what a time within the period shows: of the action itself, its use; of its
   *     service, only that some action of it was used
   */
  private Use byTime(Optional<Instant> last, UseState ifRecent, String source) {
    UseState state =
        last.isPresent() && !last.get().isBefore(start)
            ? ifRecent
            : young ? UseState.WINDOW_TOO_SHORT : UseState.NOT_USED;
    return new Use(state, last, source);
  }
}
