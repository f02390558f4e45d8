package org.iamaudit.collect;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.arn.AccountId;
import org.iamaudit.collect.Collected.Left;

/** Chooses accounts of an organization. */
final class OrganizationAccounts {
  private final CollectPlan plan;
  private final OrganizationSelection selection;
  private final OrganizationSource source;
  private final String partition;

  OrganizationAccounts(CollectPlan plan, OrganizationSource source, String partition) {
    this.plan = plan;
    this.selection = plan.organization().orElseThrow();
    this.source = source;
    this.partition = partition;
  }

  /**
   * Those that are chosen and not named one by one, by id. One that AWS has suspended can do
   * nothing and cannot be read; it is noted.
   *
   * @param others receives all others
   */
  List<LiveAccount> read(Map<AccountId, Left> left, Set<AccountId> others) throws CollectException {
    Set<AccountId> named = new HashSet<>();
    plan.accounts().forEach(account -> named.add(account.id()));
    List<LiveAccount> accounts = new ArrayList<>();
    for (OrganizationCalls.Member member : source.members()) {
      AccountId id = new AccountId(member.id());
      if (named.contains(id)) {
        continue;
      }
      if (!plan.wants(id) || !chosen(id)) {
        others.add(id);
      } else if (member.status().equals("ACTIVE")) {
        accounts.add(account(id, member.name()));
      } else {
        left.put(
            id, new Left(id, member.name(), "the account is " + member.status() + " in AWS", true));
      }
    }
    return accounts;
  }

  private boolean chosen(AccountId id) throws CollectException {
    return (selection.include().isEmpty() || selection.include().matches(id, source))
        && !selection.exclude().matches(id, source);
  }

  private LiveAccount account(AccountId id, String name) {
    String role =
        "arn:" + partition + ":iam::" + id + ":role/" + selection.memberRole().orElseThrow();
    return new LiveAccount(id, name, Optional.of(role), selection.externalId());
  }
}
