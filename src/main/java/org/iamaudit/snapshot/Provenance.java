package org.iamaudit.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What {@code snapshot.json} says of how a snapshot was made; all empty for a hand-made directory.
 *
 * @param regions where regional services were asked
 * @param files SHA-256 by file name, as recorded when it was collected
 */
public record Provenance(
    Optional<Instant> started,
    Optional<Instant> finished,
    Optional<String> collectedBy,
    List<String> regions,
    List<Call> calls,
    Map<String, String> files) {

  /** Of a directory that says nothing. */
  public static final Provenance UNKNOWN =
      new Provenance(
          Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of(), Map.of());

  /**
   * One API operation that was called.
   *
   * @param region that it was signed for, also where a service has one for all the world
   * @param parameters that are the same in each call, by name; names of objects and page markers
   *     are not among them
   */
  public record Call(
      String service,
      String operation,
      Optional<String> region,
      SortedMap<String, String> parameters,
      int count,
      Optional<String> firstRequestId,
      Optional<String> lastRequestId) {}
}
