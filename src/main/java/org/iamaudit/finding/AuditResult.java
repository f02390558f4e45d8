package org.iamaudit.finding;

import java.time.Instant;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.iamaudit.baseline.Baseline;

/**
 * The one result object of a run; every output is rendered from it.
 *
 * @param runId derived from the inputs, so that the same inputs give the same result
 * @param asOf the moment that ages are counted to
 * @param organization shown on the cover; empty string if not configured
 * @param notAudited accounts in scope of which there is no snapshot, by id
 * @param frameworks whose controls the findings are mapped to; the first is shown beside them
 * @param retention how long the evidence is to be kept
 * @param inputs what went in, name to SHA-256: snapshot files, baseline files, configuration,
 *     catalogue; sorted
 */
public record AuditResult(
    String runId,
    Instant asOf,
    String productVersion,
    String catalogVersion,
    String organization,
    String classification,
    Thresholds thresholds,
    List<String> frameworks,
    Period retention,
    List<Baseline> baselines,
    List<AccountResult> accounts,
    List<NotAudited> notAudited,
    Map<String, String> inputs,
    RunHistory history) {

  /** Whether nothing is missing. */
  public boolean complete() {
    return accounts.stream().allMatch(a -> a.gaps().isEmpty())
        && notAudited.stream().allMatch(NotAudited::suspended);
  }

  /** Number of open findings by severity, every severity present. */
  public Map<Severity, Integer> findingsBySeverity() {
    Map<Severity, Integer> counts = new TreeMap<>();
    for (Severity severity : Severity.values()) {
      counts.put(severity, 0);
    }
    accounts.stream()
        .flatMap(a -> a.findings().stream())
        .filter(Finding::isOpen)
        .forEach(f -> counts.merge(f.severity(), 1, Integer::sum));
    return counts;
  }
}
