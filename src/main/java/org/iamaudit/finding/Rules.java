package org.iamaudit.finding;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iamaudit.baseline.Baseline;
import org.iamaudit.baseline.Requirement;
import org.iamaudit.snapshot.Sha256;

/**
 * What the findings of an account were judged by, so that a finding that is gone is called fixed
 * only if it would still be found by the same rules.
 *
 * @param values sorted: {@code product}, {@code catalogue}, {@code threshold …} as they are, {@code
 *     baseline …} as SHA-256 of what the baseline says of permissions
 */
public record Rules(SortedMap<String, String> values) {
  private static final String BASELINE = "baseline ";
  private static final String THRESHOLD = "threshold ";

  public Rules {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  public static Rules of(
      String product, String catalogue, Thresholds thresholds, List<Baseline> baselines) {
    SortedMap<String, String> values = new TreeMap<>();
    values.put("product", product);
    values.put("catalogue", catalogue);
    values.put(THRESHOLD + "access-key-age", thresholds.accessKeyAge().toString());
    values.put(THRESHOLD + "password-length", "" + thresholds.passwordLength());
    values.put(THRESHOLD + "password-reuse", "" + thresholds.passwordReuse());
    values.put(THRESHOLD + "root-use", thresholds.rootUse().toString());
    values.put(THRESHOLD + "unused-credential", thresholds.unusedCredential().toString());
    values.put(THRESHOLD + "unused-permission", thresholds.unusedPermission().toString());
    values.put(THRESHOLD + "unused-role", thresholds.unusedRole().toString());
    for (Baseline baseline : baselines) {
      values.put(BASELINE + baseline.name(), digest(baseline));
    }
    return new Rules(values);
  }

  /** When it was reviewed, and by whom, decides nothing. */
  private static String digest(Baseline baseline) {
    return Sha256.of(
        String.join(
            "\n",
            baseline.appliesTo().stream().map(Object::toString).sorted().toList().toString(),
            baseline.accounts().stream().map(Object::toString).sorted().toList().toString(),
            statements(baseline.requires()),
            statements(baseline.tolerates()),
            statements(baseline.forbids()),
            baseline.trustedBy().toString()));
  }

  private static String statements(List<Requirement> requirements) {
    return requirements.stream()
        .map(r -> Fingerprint.statement(r.statement()) + r.variables())
        .sorted()
        .collect(Collectors.joining(","));
  }

  /**
   * Whether a finding would be judged in the same way by both.
   *
   * @param code of the finding
   * @param baselines the names of the baselines that it was judged by, comma separated
   */
  public boolean judgeAlike(Rules other, String code, Optional<String> baselines) {
    boolean comparison = code.startsWith("BAS-") && baselines.isPresent();
    boolean ages =
        code.startsWith("USE-")
            || code.startsWith("CRD-")
            || code.equals(FindingType.DENIED_ATTEMPTS.code()); // of the period of use
    return values.keySet().stream()
            .filter(k -> !k.startsWith(BASELINE) && (ages || !k.startsWith(THRESHOLD)))
            .allMatch(k -> same(other, k))
        && (!comparison
            || Stream.of(baselines.get().split(", "))
                .allMatch(name -> same(other, BASELINE + name)));
  }

  private boolean same(Rules other, String key) {
    return values.containsKey(key) && values.get(key).equals(other.values.get(key));
  }
}
