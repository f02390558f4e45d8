package org.iamaudit.finding;

import org.iamaudit.arn.AccountId;

/**
 * An account in scope of which nothing is said: it could not be read, or AWS has suspended it.
 *
 * @param name as configured or as the organization has it; empty string if neither says
 * @param reason one line
 * @param suspended whether nothing could be expected of it, so that the run is complete without it
 */
public record NotAudited(AccountId account, String name, String reason, boolean suspended) {

  /** What people call it. */
  public String label() {
    return name.isEmpty() ? account.digits() : account + " " + name;
  }
}
