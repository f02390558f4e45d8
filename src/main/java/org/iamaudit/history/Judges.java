package org.iamaudit.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.PrincipalResult;

/**
 * Which baselines judge each principal now. Baselines stay as they are when a tag or a membership
 * goes and they match somebody no longer: what they found is not fixed by that.
 */
final class Judges {
  private static final Set<String> JUDGED = Set.of("user", "role");

  /** What one more baseline may excuse, since those of a principal add up. */
  private static final List<FindingType> EXCUSABLE =
      List.of(FindingType.EXCESS_PERMISSION, FindingType.TRUST_EXCESS, FindingType.DENIED_ATTEMPTS);

  /** By unique id, which a renamed principal keeps. */
  private final Map<String, Set<String>> byId = new HashMap<>();

  Judges(AccountResult now) {
    for (PrincipalResult principal : now.principals()) {
      byId.put(
          key(principal.principal().id(), principal.principal().arn()),
          new HashSet<>(principal.baselines()));
    }
  }

  /** Exports may lack unique ids. */
  private static String key(String id, String arn) {
    return id.isEmpty() ? arn : id;
  }

  /** Whether the baselines that judged a finding's principal judge it still. */
  boolean wouldFind(FindingState finding) {
    if (!finding.code().startsWith("BAS-") || !JUDGED.contains(finding.principal().kind())) {
      return true;
    }
    Set<String> then = finding.baseline().map(names -> Set.of(names.split(", "))).orElse(Set.of());
    String about = key(finding.principal().uniqueId(), finding.principal().arn());
    Set<String> now = byId.getOrDefault(about, Set.of());
    boolean excusable = EXCUSABLE.stream().anyMatch(t -> t.code().equals(finding.code()));
    return excusable ? now.equals(then) : now.containsAll(then);
  }
}
