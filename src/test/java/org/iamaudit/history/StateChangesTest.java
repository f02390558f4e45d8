package org.iamaudit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory.Previous;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.Rules;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing.Disposition;
import org.iamaudit.history.FindingState.Condition;
import org.junit.jupiter.api.Test;

class StateChangesTest {
  private static final Instant SEPTEMBER = Instant.parse("2026-09-01T06:00:00Z");
  private static final Instant MIDDLE = Instant.parse("2026-10-15T06:00:00Z");

  private static FindingState finding(String name, Condition condition, Instant lastSeen) {
    return new FindingState(
        name.repeat(64),
        "BAS-001",
        new PrincipalRef("user", "x", "arn:aws:iam::1:user/x", "AIDAX"),
        Optional.empty(),
        condition,
        Severity.HIGH,
        Disposition.OPEN,
        Optional.empty(),
        SEPTEMBER,
        lastSeen,
        1,
        condition == Condition.RESOLVED ? "FIXED" : "");
  }

  private static List<Change> between(List<FindingState> before, List<FindingState> after) {
    return StateChanges.between(new AccountId("123456789012"), state(before), state(after));
  }

  private static AccountState state(List<FindingState> findings) {
    TreeMap<String, FindingState> byFingerprint = new TreeMap<>();
    findings.forEach(f -> byFingerprint.put(f.fingerprint(), f));
    return new AccountState(
        Optional.of(new Previous("r", SEPTEMBER)), new Rules(new TreeMap<>()), byFingerprint);
  }

  /** The run before the month was made last of all: those of the month follow another one. */
  @Test
  void whatTheLastRunHasNeverHeardOfIsNotEvaluated() {
    List<Change> changes =
        between(
            List.of(
                finding("a", Condition.SEEN, SEPTEMBER),
                finding("b", Condition.NOT_EVALUATED, SEPTEMBER),
                finding("c", Condition.RESOLVED, SEPTEMBER)),
            List.of());

    assertThat(changes)
        .extracting(change -> change.kind() + change.fingerprint().substring(0, 1))
        .containsExactly("NOT_EVALUATEDa", "NOT_EVALUATEDb");
    assertThat(changes.get(0).reason()).contains("did not look for it");
  }

  @Test
  void whatCameBackAndWentInBetweenIsResolvedLikeWhatCameForTheFirstTime() {
    List<FindingState> before =
        Stream.of("a", "b").map(f -> finding(f, Condition.RESOLVED, SEPTEMBER)).toList();
    List<FindingState> after =
        List.of(
            finding("a", Condition.RESOLVED, MIDDLE),
            finding("b", Condition.RESOLVED, SEPTEMBER),
            finding("c", Condition.RESOLVED, MIDDLE));

    assertThat(between(before, after))
        .extracting(change -> change.kind() + change.fingerprint().substring(0, 1))
        .containsExactly("RESOLVEDa", "RESOLVEDc");
  }
}
