package org.iamaudit.finding;

import java.time.Period;

/**
 * Where a finding begins.
 *
 * @param unusedCredential after how long without use a password or access key counts as unused
 * @param accessKeyAge how old an active access key may become
 * @param rootUse how long ago the root user must have been used last
 * @param passwordLength the least that a password policy should ask for
 * @param passwordReuse how many earlier passwords it should refuse
 */
public record Thresholds(
    Period unusedCredential,
    Period unusedRole,
    Period unusedPermission,
    Period accessKeyAge,
    Period rootUse,
    int passwordLength,
    int passwordReuse) {
  /**
   * CIS for credentials (45 days), 90 days for roles, permissions and the age of keys, a month for
   * the root user, CIS for passwords (14 characters, 24 earlier ones).
   */
  public static final Thresholds DEFAULT =
      new Thresholds(
          Period.ofDays(45),
          Period.ofDays(90),
          Period.ofDays(90),
          Period.ofDays(90),
          Period.ofDays(31),
          14,
          24);
}
