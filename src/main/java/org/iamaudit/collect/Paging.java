package org.iamaudit.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.collect.CollectException.Kind;

/** Short lists that AWS gives in pages, read at one go. */
final class Paging {
  private Paging() {}

  /**
   * A page.
   *
   * @param next the marker or token of the next page; empty: this was the last
   */
  record Page<T>(List<T> items, Optional<String> next) {}

  /** Asks for the page at a marker; for the first one without. */
  interface Source<T> {
    Page<T> page(Optional<String> marker) throws CollectException;
  }

  static <T> List<T> all(Source<T> source) throws CollectException {
    List<T> all = new ArrayList<>();
    Optional<String> marker = Optional.empty();
    do {
      Page<T> page = source.page(marker);
      if (page.items() == null) { // the SDK's way to say that the answer has no such list
        throw new CollectException(
            Kind.FAILED, "AWS answered without the list that was asked for", null);
      }
      all.addAll(page.items());
      if (page.next().isPresent() && page.next().equals(marker)) {
        throw new CollectException(
            Kind.IMPLAUSIBLE,
            "AWS gave the same page marker twice: the list would never end",
            null);
      }
      marker = page.next();
    } while (marker.isPresent());
    return all;
  }

  /** The marker of IAM's answers, which say in a field of its own whether there is more. */
  static Optional<String> next(Boolean truncated, String marker) throws CollectException {
    if (!Boolean.TRUE.equals(truncated)) {
      return Optional.empty();
    }
    if (marker == null || marker.isEmpty()) {
      throw new CollectException(
          Kind.IMPLAUSIBLE, "AWS says that a list goes on, but not where", null);
    }
    return Optional.of(marker);
  }

  /** The token of the other services' answers, which is absent at the end. */
  static Optional<String> next(String token) {
    return Optional.ofNullable(token).filter(t -> !t.isEmpty());
  }
}
