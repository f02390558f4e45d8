package org.iamaudit.finding;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.iamaudit.evaluate.GrantingStatement;

/**
 * What tells the findings of one type about one principal apart. A statement that stands twice in a
 * policy or baseline is told apart by its count.
 */
final class Discriminators {
  private final Map<List<String>, Integer> occurrences = new HashMap<>();

  /** Policy, path and statement. */
  List<String> of(GrantingStatement grant, String part) {
    List<String> base =
        List.of(
            (grant.source().inline() ? "inline:" : "") + grant.source().policy(),
            grant.source().via(),
            Fingerprint.statement(grant.statement()),
            part);
    return counted(base, base);
  }

  /** Baseline and statement. */
  List<String> of(BaselineSets.Named named, String element) {
    List<String> base =
        List.of(named.baseline(), Fingerprint.statement(named.requirement().statement()));
    return counted(base, List.of(element, base.get(0), base.get(1)));
  }

  private List<String> counted(List<String> base, List<String> counter) {
    int count = occurrences.merge(counter, 1, Integer::sum);
    List<String> all = new ArrayList<>(base);
    if (count > 1) {
      all.add("#" + count);
    }
    return all;
  }
}
