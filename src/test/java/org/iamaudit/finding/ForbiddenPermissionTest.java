package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A forbidden permission is critical unless a condition stands before it. */
class ForbiddenPermissionTest {
  private static final String MFA =
      ",\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}";

  @TempDir Path directory;

  private Severity severity(String grantCondition, String ruleCondition) throws Exception {
    String create = "\"Action\":\"iam:CreateUser\",\"Resource\":\"*\"";
    AccountResult result =
        new SmallAccount(directory)
            .user("ann", "{\"Effect\":\"Allow\"," + create + grantCondition + "}")
            .baseline("b", "forbids: [{" + create + ruleCondition + "}]")
            .audit();
    return SmallAccount.of(result, FindingType.FORBIDDEN_PERMISSION, "ann").get(0).severity();
  }

  /** The star takes region and account, so that the pattern is about the topic t. */
  @Test
  void aStarInsideAShortPatternReachesTheEnd() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .user(
                "ann",
                "{\"Effect\":\"Allow\",\"Action\":\"sns:Publish\",\"Resource\":\"arn:aws:sns:*:t\"}")
            .baseline(
                "b",
                "forbids: [{Action: 'sns:Publish', Resource: 'arn:aws:sns:us-east-1:123456789012:t'}]")
            .audit();
    Finding forbidden = SmallAccount.of(result, FindingType.FORBIDDEN_PERMISSION, "ann").get(0);
    assertThat(forbidden.witness()).isPresent();
  }

  @Test
  void theConditionOfTheRuleDoesNotExcuse() throws Exception {
    assertThat(severity("", "")).isEqualTo(Severity.CRITICAL);
    assertThat(severity("", MFA)).isEqualTo(Severity.CRITICAL);
    assertThat(severity(MFA, MFA)).isEqualTo(Severity.CRITICAL);
    assertThat(severity(MFA, "")).isEqualTo(Severity.HIGH);
  }
}
