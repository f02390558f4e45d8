package org.iamaudit.run;

import java.nio.file.Path;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.report.EvidencePackage;

/**
 * What came of a run.
 *
 * @param folder the evidence package
 * @param findingsSha256 of the bytes of {@code findings.json}
 * @param alreadyThere whether an earlier run of the same inputs had written the package, so that
 *     nothing was written this time
 */
public record AuditOutcome(
    AuditResult result, Path folder, Path workbook, String findingsSha256, boolean alreadyThere) {

  static AuditOutcome of(AuditResult result, EvidencePackage.Written written) {
    return new AuditOutcome(
        result,
        written.folder(),
        written.workbook(),
        written.findingsSha256(),
        written.alreadyThere());
  }
}
