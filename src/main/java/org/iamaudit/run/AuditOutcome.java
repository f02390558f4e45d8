package org.iamaudit.run;

import java.nio.file.Path;
import org.iamaudit.finding.AuditResult;

/**
 * What came of a run.
 *
 * @param folder the evidence package
 * @param alreadyThere whether an earlier run of the same inputs had written the package, so that
 *     nothing was written this time
 */
public record AuditOutcome(AuditResult result, Path folder, Path workbook, boolean alreadyThere) {}
