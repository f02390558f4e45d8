package org.iamaudit.baseline;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.NameCase;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.IamUser;
import org.iamaudit.snapshot.Principal;

/**
 * Says which baselines are for a principal. Patterns have {@code *} and {@code ?}; case counts, as
 * it does in AWS's own patterns.
 */
public final class BaselineMatcher {
  private final List<Baseline> baselines;
  private final Map<Selector, Glob> globs = new HashMap<>();

  public BaselineMatcher(List<Baseline> baselines) {
    this.baselines = List.copyOf(baselines);
    for (Baseline baseline : this.baselines) {
      baseline.appliesTo().forEach(selector -> globs.put(selector, glob(selector)));
    }
  }

  /** A path stands for all that lies below it: {@code /finance} not for {@code /finance-old/}. */
  private static Glob glob(Selector selector) {
    String pattern = selector.pattern();
    if (selector.kind() != Selector.Kind.PATH) {
      return Glob.of(pattern);
    }
    boolean open = pattern.endsWith("/") || pattern.endsWith("*");
    return Glob.of(pattern + (open ? "*" : "/*"));
  }

  /** Those for a principal, in the order of the list; they add up. */
  public List<Baseline> matching(AccountId account, Principal principal) {
    List<Baseline> matching = new ArrayList<>();
    for (Baseline baseline : baselines) {
      boolean here = baseline.accounts().isEmpty() || baseline.accounts().contains(account);
      if (here && baseline.appliesTo().stream().anyMatch(s -> selects(s, principal))) {
        matching.add(baseline);
      }
    }
    return matching;
  }

  private boolean selects(Selector selector, Principal principal) {
    Glob pattern = globs.get(selector);
    return switch (selector.kind()) {
      case USER -> principal instanceof IamUser && pattern.matches(principal.name());
      case ROLE -> principal instanceof IamRole && pattern.matches(principal.name());
      case ARN -> pattern.matches(principal.arn());
      case PATH -> pattern.matches(principal.path());
      case TAG -> tag(principal, selector.tagKey()).filter(pattern::matches).isPresent();
      case GROUP ->
          principal instanceof IamUser user && user.groups().stream().anyMatch(pattern::matches);
    };
  }

  /** Keys of tags on IAM users and roles are compared without case (IAM User Guide, "Tags"). */
  private static Optional<String> tag(Principal principal, String key) {
    return principal.tags().entrySet().stream()
        .filter(tag -> NameCase.same(tag.getKey(), key))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /**
   * The day a baseline's review was due, if that day is past.
   *
   * @param asOf a review due on this very day is not overdue
   */
  public static Optional<LocalDate> overdue(Baseline baseline, LocalDate asOf) {
    return baseline
        .reviewed()
        .flatMap(day -> baseline.reviewEvery().map(day::plus))
        .filter(due -> due.isBefore(asOf));
  }

  /**
   * The day on which a baseline says it was reviewed, if that is still to come: nobody has reviewed
   * it then. Tomorrow is let pass, since that day has begun already somewhere.
   */
  public static Optional<LocalDate> notYetReviewed(Baseline baseline, LocalDate asOf) {
    return baseline.reviewed().filter(day -> day.isAfter(asOf.plusDays(1)));
  }
}
