package org.iamaudit.baseline;

import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.arn.AccountId;

/**
 * What a kind of principal is required to be able to do, one file of {@code config/baselines}.
 *
 * @param accounts empty: all accounts
 * @param trustedBy who may assume a role: service names, account ids, ARNs or {@code *}; empty: the
 *     baseline says nothing
 */
public record Baseline(
    String name,
    String owner,
    Optional<LocalDate> reviewed,
    Optional<Period> reviewEvery,
    List<Selector> appliesTo,
    Set<AccountId> accounts,
    List<Requirement> requires,
    List<Requirement> tolerates,
    List<Requirement> forbids,
    Optional<List<String>> trustedBy,
    String file) {
  public Baseline {
    appliesTo = List.copyOf(appliesTo);
    requires = List.copyOf(requires);
    tolerates = List.copyOf(tolerates);
    forbids = List.copyOf(forbids);
  }
}
