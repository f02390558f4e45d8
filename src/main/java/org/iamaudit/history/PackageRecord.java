package org.iamaudit.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;

/**
 * An evidence package, as much as is remembered of it.
 *
 * @param result {@code COMPLETE} or {@code PARTIAL}
 * @param folder its name in the directory of reports
 * @param findingsSha256 of the bytes of {@code findings.json}
 * @param period the planned run that it is the result of; empty: it was asked for by hand
 */
public record PackageRecord(
    String runId,
    Instant asOf,
    String result,
    String folder,
    String findingsSha256,
    Optional<Period> period,
    List<PackageAccount> accounts) {

  /**
   * A planned run.
   *
   * @param schedule its name in the configuration
   * @param scheduledFor when it was planned, whatever the clock said when it took place
   */
  public record Period(String schedule, Instant scheduledFor) {}

  /** Whether it was made later than another, as far as the two tell. */
  boolean comesAfter(PackageRecord other) {
    return accounts.stream()
        .anyMatch(
            a ->
                a.previousRun().filter(other.runId()::equals).isPresent()
                    || a.supersedes().filter(other.runId()::equals).isPresent());
  }

  /** Of a run that has just taken place. */
  public static PackageRecord of(
      AuditResult result, String folder, String findingsSha256, Optional<Period> period) {
    Map<AccountId, AccountResult> audited = new HashMap<>();
    result.accounts().forEach(a -> audited.put(a.snapshot().account(), a));
    List<PackageAccount> accounts = new ArrayList<>();
    for (AccountHistory history : result.history().accounts()) {
      AccountResult account = audited.get(history.account());
      accounts.add(
          account == null ? PackageAccount.unseen(history) : PackageAccount.of(account, history));
    }
    return new PackageRecord(
        result.runId(),
        result.asOf(),
        result.complete() ? "COMPLETE" : "PARTIAL",
        folder,
        findingsSha256,
        period,
        accounts);
  }
}
