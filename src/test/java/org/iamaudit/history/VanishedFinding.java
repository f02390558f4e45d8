package org.iamaudit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.finding.AccountHistory;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.PrincipalResult;
import org.iamaudit.finding.Rules;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing.Disposition;
import org.iamaudit.finding.Waiver;
import org.iamaudit.gen.PlainAccount;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.Sha256;

/** A finding that the run before saw, and that the next, of an account of one role, does not. */
record VanishedFinding(String code, PrincipalRef about, Optional<String> baseline) {
  /** The one role of the account. */
  static final IamRole ROLE = PlainAccount.role("R");

  private static final Instant OCTOBER = Instant.parse("2026-10-01T06:00:00Z");

  /**
   * What becomes of it.
   *
   * @param baselines that match the role now
   */
  Change next(Rules before, Rules rules, List<String> baselines, Gap... gaps) {
    return next(before, rules, account(ROLE, baselines, gaps));
  }

  /** An account with one role, which these baselines match. */
  static AccountResult account(IamRole role, List<String> baselines, Gap... gaps) {
    return new AccountResult(
        "finance",
        PlainAccount.snapshot(List.of(role), List.of(gaps)),
        List.of(
            new PrincipalResult(
                role, baselines, "READ", Map.of(), List::of, List.of(), 0, 0, List.of())),
        List.of(),
        List.of(gaps));
  }

  /** What becomes of it in a run of that account. */
  Change next(Rules before, Rules rules, AccountResult now) {
    List<Change> changes = next(List.of(this), before, rules, now, List.of());
    assertThat(changes).hasSize(1);
    return changes.get(0);
  }

  /**
   * What becomes of several of different codes, in {@link Change#ORDER}.
   *
   * @param expired waivers
   */
  static List<Change> next(
      List<VanishedFinding> seen,
      Rules before,
      Rules rules,
      AccountResult now,
      List<Waiver> expired) {
    TreeMap<String, FindingState> states = new TreeMap<>();
    seen.forEach(finding -> states.put(finding.fingerprint(), finding.state()));
    AccountState left =
        new AccountState(Optional.of(new AccountHistory.Previous("r1", OCTOBER)), before, states);
    return Lifecycle.advance(left, now, rules, expired, Optional.empty()).history().changes();
  }

  /**
   * What becomes of it once a gap is over.
   *
   * @param then what it was found by
   * @param meanwhile what the run with the gap judged by
   */
  Change afterGap(Rules then, Rules meanwhile, Rules now) {
    TreeMap<String, FindingState> states = new TreeMap<>();
    states.put(fingerprint(), state().with(FindingState.Condition.NOT_EVALUATED, "a gap"));
    AccountState left =
        new AccountState(
            Optional.of(new AccountHistory.Previous("r2", OCTOBER.plusSeconds(60))),
            meanwhile,
            states,
            Map.of(OCTOBER, then));
    return Lifecycle.advance(left, account(ROLE, List.of()), now, List.of(), Optional.empty())
        .history()
        .changes()
        .get(0);
  }

  private String fingerprint() {
    return Sha256.of(code);
  }

  private FindingState state() {
    return new FindingState(
        fingerprint(),
        code,
        about,
        baseline,
        FindingState.Condition.SEEN,
        Severity.HIGH,
        Disposition.OPEN,
        Optional.empty(),
        OCTOBER,
        OCTOBER,
        1,
        "");
  }
}
