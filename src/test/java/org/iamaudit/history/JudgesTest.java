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
import org.iamaudit.gen.PlainAccount;
import org.iamaudit.snapshot.IamRole;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a finding that is gone is called, when other baselines match its principal. */
class JudgesTest {
  private static final Instant OCTOBER = Instant.parse("2026-10-01T06:00:00Z");
  private static final Rules RULES =
      new Rules(new TreeMap<>(Map.of("product", "1.0", "baseline a", "1", "baseline b", "2")));

  @ParameterizedTest
  @CsvSource({
    "BAS-001, a,   FIXED",
    "BAS-001, a b, RULE_CHANGED",
    "BAS-001, '',  RULE_CHANGED",
    "BAS-003, a,   FIXED",
    "BAS-003, a b, FIXED",
    "BAS-003, b,   RULE_CHANGED",
    "BAS-003, '',  RULE_CHANGED",
    "USE-005, '',  FIXED"
  })
  void isFixedOnlyIfTheSameBaselinesMatchStill(String code, String now, String reason) {
    assertThat(vanished(code, List.of(now.split(" "))).reason()).isEqualTo(reason);
  }

  /** What becomes of a finding by baseline {@code a} that the run before saw, and this one not. */
  private static Change vanished(String code, List<String> baselines) {
    IamRole role = PlainAccount.role("R");
    FindingState state =
        new FindingState(
            "0".repeat(64),
            code,
            new PrincipalRef("role", "R", role.arn(), role.id()),
            Optional.of("a"),
            FindingState.Condition.SEEN,
            Severity.HIGH,
            Disposition.OPEN,
            Optional.empty(),
            OCTOBER,
            OCTOBER,
            1,
            "");
    AccountState before =
        new AccountState(
            Optional.of(new AccountHistory.Previous("r1", OCTOBER)),
            RULES,
            new TreeMap<>(Map.of(state.fingerprint(), state)));
    AccountResult now =
        new AccountResult(
            "finance",
            PlainAccount.snapshot(List.of(role), List.of()),
            List.of(
                new PrincipalResult(
                    role, baselines, "READ", Map.of(), List::of, List.of(), 0, 0, List.of())),
            List.of(),
            List.of());
    List<Change> changes =
        Lifecycle.advance(before, now, RULES, Optional.empty()).history().changes();
    assertThat(changes).hasSize(1);
    return changes.get(0);
  }
}
