package org.iamaudit.run;

/** The pipeline, from snapshot to evidence package. */
public final class AuditRun {

  private AuditRun() {}

  /**
   * Audits what the request names and writes one evidence package.
   *
   * @throws RunException if an input cannot be read or the package cannot be written
   */
  public static AuditOutcome run(AuditRequest request, Progress progress) throws RunException {
    throw new UnsupportedOperationException("the pipeline is not joined up yet");
  }
}
