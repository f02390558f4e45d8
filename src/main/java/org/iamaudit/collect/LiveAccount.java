package org.iamaudit.collect;

import java.util.Optional;
import org.iamaudit.arn.AccountId;

/**
 * An account that is read from AWS.
 *
 * @param name for people; empty string: the id
 * @param roleArn the role in the account that is assumed; empty: the credentials are of the account
 * @param externalId what that role's trust policy asks for
 */
public record LiveAccount(
    AccountId id, String name, Optional<String> roleArn, Optional<ExternalId> externalId) {

  /** What messages call it. */
  public String label() {
    return name.isEmpty() ? id.digits() : name + " (" + id + ")";
  }
}
