package org.iamaudit.finding;

import java.time.Period;

/** After how long without use something counts as unused. */
public record Thresholds(Period unusedCredential, Period unusedRole, Period unusedPermission) {
  /** CIS for credentials (45 days), 90 days for roles and permissions. */
  public static final Thresholds DEFAULT =
      new Thresholds(Period.ofDays(45), Period.ofDays(90), Period.ofDays(90));
}
