package org.iamaudit.run;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SortedMap;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.snapshot.Sha256;

/** Names a run by its moment and a hash of everything that decides its result. */
final class RunId {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private RunId() {}

  /**
   * For example {@code 20261101T060000Z-3f9a1c2e}.
   *
   * @param links to the runs that it is compared with and whose place it takes; since their ids
   *     name their own, this is all of the history that counts
   */
  static String of(
      Instant asOf,
      AuditRequest request,
      List<String> accountNames,
      SortedMap<String, String> inputs,
      List<String> links) {
    String all =
        String.join(
            "\n",
            ProductVersion.current(),
            Catalog.get().version(),
            asOf.toString(),
            request.terms().thresholds().toString(),
            request.terms().frameworks().toString(),
            request.terms().retention().toString(),
            request.terms().organization(),
            request.terms().classification(),
            accountNames.toString(),
            inputs.toString(),
            links.toString());
    return STAMP.format(asOf) + "-" + Sha256.of(all).substring(0, 8);
  }
}
