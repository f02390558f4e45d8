package org.iamaudit.run;

/** Carries out a run: {@link AuditRun#run}, or a stand-in where only its caller is of interest. */
@FunctionalInterface
public interface Auditor {

  /** Audits, writes the evidence package and returns what came of it. */
  AuditOutcome run(AuditRequest request, Progress progress) throws RunException;
}
