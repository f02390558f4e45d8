package org.iamaudit.collect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.arn.AccountId;

/**
 * Which accounts of an organization are read, and how.
 *
 * @param readerRoleArn the role in the management account or a delegated administrator's that reads
 *     the organization; empty: the credentials themselves
 * @param memberRole the name of the role that is assumed in each account, with its path; empty: no
 *     account is taken from the organization, which only says what is in force for others
 * @param externalId what the roles' trust policies ask for
 * @param include any of these; nothing at all: every account
 * @param exclude none of these
 */
public record OrganizationSelection(
    Optional<String> readerRoleArn,
    Optional<String> memberRole,
    Optional<ExternalId> externalId,
    Filter include,
    Filter exclude) {

  /**
   * Accounts by what they are; any of it is enough.
   *
   * @param units ids of organizational units, with everything below
   * @param tags of the account, by key
   */
  public record Filter(List<AccountId> accounts, List<String> units, Map<String, String> tags) {
    /** Names nothing. */
    public static final Filter NOTHING = new Filter(List.of(), List.of(), Map.of());

    public Filter {
      accounts = List.copyOf(accounts);
      units = List.copyOf(units);
      tags = Map.copyOf(tags);
    }

    boolean isEmpty() {
      return accounts.isEmpty() && units.isEmpty() && tags.isEmpty();
    }

    /** Asks only what must be known. */
    boolean matches(AccountId account, OrganizationSource source) throws CollectException {
      if (accounts.contains(account)) {
        return true;
      }
      if (!units.isEmpty()) {
        Set<String> above = source.units(account.digits());
        if (units.stream().anyMatch(above::contains)) {
          return true;
        }
      }
      if (tags.isEmpty()) {
        return false;
      }
      Map<String, String> own = source.tags(account.digits());
      return tags.entrySet().stream().anyMatch(tag -> tag.getValue().equals(own.get(tag.getKey())));
    }
  }
}
