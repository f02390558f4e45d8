package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the report says of required permissions that are withheld, never or sometimes. */
class MissingPermissionTest {
  private static final String WITH_MFA =
      "\"Condition\":{\"Bool\":{\"aws:MultiFactorAuthPresent\":\"true\"}}";

  @TempDir Path directory;

  private Finding missing(String statements, String requires) throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .user("ann", statements)
            .baseline("b", "requires: [" + requires + "]")
            .audit();
    return SmallAccount.of(result, FindingType.MISSING_PERMISSION, "ann").get(0);
  }

  @Test
  void whatIsRequiredUnderConditionAndNeverGrantedIsNotGranted() throws Exception {
    Finding finding =
        missing(
            "{\"Effect\":\"Allow\",\"Action\":\"sns:Publish\",\"Resource\":\"*\"}",
            "{\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"," + WITH_MFA + "}");

    assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(finding.title()).isEqualTo("sqs:SendMessage required, not granted");
    assertThat(finding.blockedBy()).containsExactly("no identity-based policy allows it");
    assertThat(finding.recommendation()).startsWith("Grant these to ann (");
  }

  @Test
  void whatIsGrantedUnderConditionIsWithheldWithoutIt() throws Exception {
    Finding finding =
        missing(
            "{\"Effect\":\"Allow\",\"Action\":\"sqs:*\",\"Resource\":\"*\"," + WITH_MFA + "}",
            "{\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}");

    assertThat(finding.severity()).isEqualTo(Severity.LOW);
    assertThat(finding.title()).isEqualTo("sqs:SendMessage required, withheld under a condition");
    assertThat(finding.blockedBy())
        .containsExactly("identity-based policies allow it only under other conditions");
  }

  @Test
  void whatIsNotGrantedOnAResourceIsNotGrantedWhateverHoldsElsewhere() throws Exception {
    Finding finding =
        missing(
            "{\"Effect\":\"Allow\",\"Action\":\"sqs:*\","
                + "\"Resource\":\"arn:aws:sqs:us-east-1:123456789012:a\","
                + WITH_MFA
                + "}",
            "{\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}");

    assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(finding.title()).isEqualTo("sqs:SendMessage required, not granted");
  }

  @Test
  void aPolicyThatCouldNotBeReadIsSaidToBeSo() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .user("ann", "", "\"GroupList\":[\"lost\"]")
            .baseline("b", "requires: [{Action: sns:Publish, Resource: '*'}]")
            .audit();

    assertThat(SmallAccount.of(result, FindingType.MISSING_PERMISSION, "ann").get(0).title())
        .isEqualTo(
            "sns:Publish required, not granted, as far as could be read: group `lost` is not in the"
                + " snapshot");
  }
}
