package org.iamaudit.usage;

/** STUB. */
public class UsageEvidence {
  public UsageEvidence(
      org.iamaudit.snapshot.AccountSnapshot s, java.time.Instant asOf, java.time.Period p) {}

  public PrincipalUsage of(org.iamaudit.snapshot.Principal p) {
    return new PrincipalUsage();
  }
}
