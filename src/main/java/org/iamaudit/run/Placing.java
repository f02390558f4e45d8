package org.iamaudit.run;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.NotAudited;
import org.iamaudit.finding.Rules;
import org.iamaudit.finding.RunHistory;
import org.iamaudit.history.HistoryException;

/** Gives what was found its place among other runs. */
@FunctionalInterface
interface Placing {
  Placed place(Found found) throws HistoryException;

  /**
   * What a run found by itself.
   *
   * @param rules by account
   * @param inputs SHA-256 by name
   */
  record Found(
      Instant asOf,
      List<AccountResult> accounts,
      List<NotAudited> notAudited,
      Map<AccountId, Rules> rules,
      SortedMap<String, String> inputs) {

    List<AccountId> ids() {
      return accounts.stream().map(a -> a.snapshot().account()).toList();
    }

    List<String> names() {
      return accounts.stream().map(AccountResult::name).toList();
    }
  }

  /** A run with its id, its accounts in their course, and how it follows those before it. */
  record Placed(String runId, List<AccountResult> accounts, RunHistory history) {}
}
