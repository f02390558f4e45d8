package org.iamaudit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.Rules;
import org.iamaudit.gen.PlainAccount;
import org.iamaudit.snapshot.IamRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a finding that is gone is called, when its principal is judged in another way. */
class JudgesTest {
  private static final Rules RULES = rules("P90D");

  private static Rules rules(String period) {
    return new Rules(
        new TreeMap<>(
            Map.of(
                "product",
                "1.0",
                "baseline a",
                "1",
                "baseline b",
                "2",
                "threshold unused-permission",
                period)));
  }

  @ParameterizedTest
  @CsvSource({
    "BAS-001, a,  a,   FIXED",
    "BAS-001, a,  a b, RULE_CHANGED",
    "BAS-001, a,  '',  RULE_CHANGED",
    "BAS-003, a,  a,   FIXED",
    "BAS-003, a,  a b, FIXED",
    "BAS-003, a,  b,   RULE_CHANGED",
    "BAS-003, a,  '',  RULE_CHANGED",
    "BAS-005, a,  a,   FIXED",
    "BAS-005, a,  a b, RULE_CHANGED",
    "BAS-009, '', '',  FIXED",
    "BAS-009, '', a,   RULE_CHANGED",
    "BAS-004, '', a,   FIXED",
    "USE-005, a,  '',  FIXED"
  })
  void isFixedOnlyIfTheSameBaselinesMatchStill(
      String code, String then, String now, String reason) {
    assertThat(vanished(code, then, now, RULES).reason()).isEqualTo(reason);
  }

  @Test
  void isFixedOfAPrincipalWithoutUniqueIdToo() {
    IamRole role = PlainAccount.role("R", "");
    VanishedFinding vanished =
        new VanishedFinding(
            "BAS-001", new PrincipalRef("role", role.name(), role.arn(), ""), Optional.of("a"));

    assertThat(vanished.next(RULES, RULES, VanishedFinding.account(role, List.of("a"))).reason())
        .isEqualTo("FIXED");
  }

  /** A threshold that changed while nobody could look has not fixed anything. */
  @Test
  void isNotFixedByRulesThatChangedDuringAGap() {
    VanishedFinding vanished = vanished("CRD-006", "");

    assertThat(vanished.afterGap(RULES, rules("P180D"), rules("P180D")).reason())
        .isEqualTo("RULE_CHANGED");
    assertThat(vanished.afterGap(RULES, rules("P180D"), RULES).reason()).isEqualTo("FIXED");
  }

  @ParameterizedTest
  @CsvSource({
    "USE-005, RULE_CHANGED",
    "CRD-004, RULE_CHANGED",
    "BAS-009, RULE_CHANGED",
    "BAS-001, FIXED"
  })
  void isNotFixedByAnotherThreshold(String code, String reason) {
    assertThat(vanished(code, "a", "a", rules("P30D")).reason()).isEqualTo(reason);
  }

  /** What becomes of a finding of these baselines. */
  private static Change vanished(String code, String then, String now, Rules rules) {
    return vanished(code, then)
        .next(RULES, rules, Stream.of(now.split(" ")).filter(n -> !n.isEmpty()).toList());
  }

  private static VanishedFinding vanished(String code, String then) {
    IamRole role = VanishedFinding.ROLE;
    return new VanishedFinding(
        code,
        new PrincipalRef("role", role.name(), role.arn(), role.id()),
        Optional.of(then).filter(names -> !names.isEmpty()));
  }
}
