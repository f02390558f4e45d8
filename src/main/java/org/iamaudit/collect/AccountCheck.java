package org.iamaudit.collect;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What calling says of the permissions that the collection of one account needs.
 *
 * @param account what messages call it
 * @param failure why nothing can be said; empty: something can
 * @param caller the ARN of who makes the calls; the empty string if that is not known
 * @param permissions those needed in the account
 * @param organization those needed to find it in its organization, maybe of somebody else
 * @param policies a snapshot directory with users, groups, roles and policies of the account; empty
 *     if the caller may not read them
 */
public record AccountCheck(
    String account,
    Optional<String> failure,
    String caller,
    List<PermissionCheck> permissions,
    List<PermissionCheck> organization,
    Optional<Path> policies) {

  public AccountCheck {
    permissions = List.copyOf(permissions);
    organization = List.copyOf(organization);
  }

  static AccountCheck failed(String account, CollectException failure) {
    return new AccountCheck(
        account, Optional.of(failure.getMessage()), "", List.of(), List.of(), Optional.empty());
  }
}
