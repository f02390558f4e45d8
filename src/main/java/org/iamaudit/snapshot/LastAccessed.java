package org.iamaudit.snapshot;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The service last accessed report of one principal, kept small: only what was used is stored with
 * a time.
 *
 * @param generated when AWS finished the job; what came later it does not know
 * @param services by lower-case service prefix, every service the report lists; this and what is
 *     below it is for looking up, its order means nothing and may differ from run to run
 */
public record LastAccessed(String arn, Instant generated, Map<String, Service> services) {

  /**
   * One service.
   *
   * @param lastAuthenticated empty: no attempt in the tracking period
   * @param tracked lower-case names of the actions that are tracked, used or not (a set shared
   *     between principals)
   * @param used lower-case names of those that were used, with the last time
   */
  public record Service(
      Optional<Instant> lastAuthenticated, Set<String> tracked, Map<String, Instant> used) {}
}
