package org.iamaudit.finding;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.AccountId;

/**
 * How a run follows those before it in one account.
 *
 * @param previous the run that it is compared with: of those of an earlier as-of time the last
 * @param supersedes the run of the same as-of time whose place it takes
 * @param rules what it judged by
 * @param changes in {@link Change#ORDER}
 */
public record AccountHistory(
    AccountId account,
    Optional<Previous> previous,
    Optional<String> supersedes,
    Rules rules,
    List<Change> changes) {
  public AccountHistory {
    changes = List.copyOf(changes);
  }

  /** Its place among other runs in one line, which run ids are made of. */
  public static String link(
      String account, Optional<String> previousRun, Optional<String> supersedes) {
    return account + " after " + previousRun.orElse("-") + " for " + supersedes.orElse("-");
  }

  /** Nothing was before. */
  public static AccountHistory first(AccountId account, Rules rules) {
    return new AccountHistory(account, Optional.empty(), Optional.empty(), rules, List.of());
  }

  /** What became of an account of which nothing was read. */
  public String standing() {
    return changes.stream().anyMatch(c -> c.kind() == Change.Kind.RESOLVED)
        ? "OUT_OF_SCOPE"
        : "NOT_AUDITED";
  }

  /** An earlier run. */
  public record Previous(String runId, Instant asOf) {}
}
