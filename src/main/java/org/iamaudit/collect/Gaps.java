package org.iamaudit.collect;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.iamaudit.snapshot.Gap;

/** What could not be read of an account. Safe for several threads. */
final class Gaps {
  private final List<Gap> gaps = new ArrayList<>();

  synchronized void add(Gap.Kind kind, String subject, String reason, String effect) {
    gaps.add(new Gap(kind, subject, reason, effect));
  }

  synchronized void failed(String subject, CollectException e, String effect) {
    add(Gap.Kind.CALL_FAILED, subject, e.getMessage(), effect);
  }

  synchronized void addAll(Gaps others) {
    gaps.addAll(others.sorted());
  }

  /** Sorted, so that the order in which threads came does not show. */
  synchronized List<Gap> sorted() {
    return gaps.stream()
        .sorted(Comparator.comparing(Gap::subject).thenComparing(Gap::reason))
        .toList();
  }
}
