package org.iamaudit.evaluate;

import org.iamaudit.permission.PermissionSet;
import org.iamaudit.policy.Statement;

/**
 * A Deny statement that applies to a principal.
 *
 * @param layer {@code identity-based policy}, {@code permissions boundary} or {@code SCP}
 * @param policy its name
 */
public record Denial(String layer, String policy, Statement statement, PermissionSet denied) {
  /** In words: {@code explicit deny in SCP RegionGuard / DenyOutsideEurope}. */
  public String text() {
    return "explicit deny in "
        + layer
        + " "
        + policy
        + " / "
        + statement.sid().orElse("statement " + (statement.index() + 1));
  }
}
