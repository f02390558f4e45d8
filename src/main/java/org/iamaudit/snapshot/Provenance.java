package org.iamaudit.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@code snapshot.json} says of how a snapshot was made; all empty for a hand-made directory.
 *
 * @param files SHA-256 by file name, as recorded when it was collected
 */
public record Provenance(
    Optional<Instant> started,
    Optional<Instant> finished,
    Optional<String> collectedBy,
    List<Call> calls,
    Map<String, String> files) {

  /** One API operation that was called. */
  public record Call(
      String service,
      String operation,
      int count,
      Optional<String> firstRequestId,
      Optional<String> lastRequestId) {}
}
