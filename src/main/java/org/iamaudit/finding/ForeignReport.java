package org.iamaudit.finding;

import java.util.BitSet;
import java.util.Optional;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.evaluate.EffectivePermissions;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.LastAccessed;
import org.iamaudit.snapshot.Principal;
import org.iamaudit.usage.LastAccessedReports;

/**
 * A service last accessed report that lists services, and none of those that the policies of its
 * principal allow: it is about somebody else, or from before these policies.
 */
final class ForeignReport {
  private ForeignReport() {}

  /** The gap that such a report leaves. */
  static Optional<Gap> gap(
      Principal principal, EffectivePermissions effective, LastAccessedReports reports) {
    BitSet allowed = new BitSet();
    effective.grants().stream()
        .filter(g -> g.source().identityBased())
        .flatMap(g -> g.allowed().boxes().stream())
        .forEach(box -> allowed.or(box.actions().knownBits()));
    return reports
        .report(principal)
        .filter(report -> !allowed.isEmpty() && !listsAny(report, allowed))
        .map(
            report ->
                new Gap(
                    Gap.Kind.UNREADABLE,
                    principal.arn(),
                    "its service last accessed report lists none of the services that its policies"
                        + " allow",
                    "what it used is unknown, so that none of its permissions can be called"
                        + " unused; make the report again"));
  }

  private static boolean listsAny(LastAccessed report, BitSet allowed) {
    return report.services().keySet().stream()
        .flatMap(prefix -> Catalog.get().service(prefix).stream())
        .anyMatch(
            service -> {
              int action = allowed.nextSetBit(service.firstAction());
              return action >= 0 && action < service.endAction();
            });
  }
}
