package org.iamaudit.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.Thresholds;

/**
 * What one run audits.
 *
 * @param accounts in the order they appear in the report; at least one
 * @param baselines the directory of baseline files; empty: nobody said what is required
 * @param reports the directory that receives the evidence package
 * @param asOf the moment that ages are counted to; empty: when the snapshot was collected, and now
 *     if the snapshot does not say
 * @param organization shown on the cover; empty string if not configured
 * @param configHashes SHA-256 of the configuration by file name, sorted; empty without a file
 */
public record AuditRequest(
    List<AccountSource> accounts,
    Optional<Path> baselines,
    Path reports,
    Optional<Instant> asOf,
    Thresholds thresholds,
    String organization,
    String classification,
    SortedMap<String, String> configHashes) {

  /** How a report is classified unless the configuration says otherwise. */
  public static final String DEFAULT_CLASSIFICATION = "Internal";

  public AuditRequest {
    if (accounts.isEmpty()) {
      throw new IllegalArgumentException("a run audits at least one account");
    }
    accounts = List.copyOf(accounts);
    configHashes = Collections.unmodifiableSortedMap(new TreeMap<>(configHashes));
  }

  /**
   * Where the snapshot of an account lies.
   *
   * @param id the account expected in the snapshot; empty: whatever the snapshot says
   * @param name shown in the report; empty string: the account id
   */
  public record AccountSource(Optional<AccountId> id, String name, Path snapshot) {

    /** The name and id as far as known, else the directory: what messages and logs call it. */
    public String label() {
      return id.map(i -> name.isEmpty() ? i.digits() : name + " (" + i + ")")
          .orElseGet(() -> name.isEmpty() ? snapshot.toString() : name);
    }
  }

  /** The request of a run without a configuration file: one directory, defaults for the rest. */
  public static AuditRequest ofSnapshot(
      Path snapshot, Optional<Path> baselines, Path reports, Optional<Instant> asOf) {
    return new AuditRequest(
        List.of(new AccountSource(Optional.empty(), "", snapshot)),
        baselines,
        reports,
        asOf,
        Thresholds.DEFAULT,
        "",
        DEFAULT_CLASSIFICATION,
        Collections.emptySortedMap());
  }
}
