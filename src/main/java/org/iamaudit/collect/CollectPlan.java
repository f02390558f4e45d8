package org.iamaudit.collect;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.AccountId;

/**
 * What is read from AWS.
 *
 * @param accounts named one by one, ids unique
 * @param occasion what the accounts are read for; a snapshot that was read for it already is taken
 *     as it is, so that an attempt goes on where another one was killed. Empty: nothing, each is
 *     read
 * @param only those of all accounts that are wanted this time; empty: all
 */
public record CollectPlan(
    CollectSettings settings,
    List<LiveAccount> accounts,
    Optional<OrganizationSelection> organization,
    List<AccountId> only,
    Optional<String> occasion) {

  public CollectPlan {
    accounts = List.copyOf(accounts);
    only = List.copyOf(only);
  }

  /** Whether there is anything to read. */
  public boolean isEmpty() {
    return accounts.stream().noneMatch(account -> wants(account.id())) && !readsOrganization();
  }

  /** Whether accounts come from the organization. */
  public boolean readsOrganization() {
    return organization.flatMap(OrganizationSelection::memberRole).isPresent();
  }

  boolean wants(AccountId account) {
    return only.isEmpty() || only.contains(account);
  }

  /** The same, of fewer accounts. */
  public CollectPlan only(Collection<AccountId> wanted) {
    return new CollectPlan(settings, accounts, organization, List.copyOf(wanted), occasion);
  }

  /** The same, with someone who is told of each call. */
  public CollectPlan heardBy(CallListener calls) {
    return new CollectPlan(settings.heardBy(calls), accounts, organization, only, occasion);
  }

  /** The same, for an occasion. */
  public CollectPlan occasion(String of) {
    return new CollectPlan(settings, accounts, organization, only, Optional.of(of));
  }
}
