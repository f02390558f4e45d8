package org.iamaudit.report;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.Finding;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing.Status;

/**
 * How many findings of a severity are what.
 *
 * @param counts open, new, persisting, reopened, resolved, excepted, not evaluated
 */
record SeverityLine(Severity severity, List<Long> counts) {

  /** A line for each severity, worst first. */
  static List<SeverityLine> of(AuditResult result) {
    return Stream.of(Severity.values())
        .map(
            severity ->
                new SeverityLine(
                    severity,
                    List.of(
                        count(result, severity, Finding::isOpen),
                        count(result, severity, is(Status.NEW)),
                        count(result, severity, is(Status.PERSISTING)),
                        count(result, severity, is(Status.REOPENED)),
                        count(result, severity, Change.Kind.RESOLVED),
                        count(result, severity, f -> !f.isOpen()),
                        count(result, severity, Change.Kind.NOT_EVALUATED))))
        .toList();
  }

  private static Predicate<Finding> is(Status status) {
    return finding -> finding.standing().status() == status;
  }

  private static long count(AuditResult result, Severity severity, Predicate<Finding> which) {
    return Totals.findings(result).filter(f -> f.severity() == severity).filter(which).count();
  }

  private static long count(AuditResult result, Severity severity, Change.Kind kind) {
    return result.history().changes(kind).filter(c -> c.severity() == severity).count();
  }
}
