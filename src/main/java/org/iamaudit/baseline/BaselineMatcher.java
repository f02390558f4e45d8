package org.iamaudit.baseline;

/** STUB. */
public class BaselineMatcher {
  public BaselineMatcher(java.util.List<Baseline> b) {}

  public java.util.List<Baseline> matching(
      org.iamaudit.arn.AccountId a, org.iamaudit.snapshot.Principal p) {
    return java.util.List.of();
  }

  public static java.util.Optional<java.time.LocalDate> overdue(Baseline b, java.time.LocalDate d) {
    return java.util.Optional.empty();
  }
}
