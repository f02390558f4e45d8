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

  /** Every session of a role has a name, and its {@code aws:userid} says so. */
  @Test
  void whatSomeSessionsMayDoAndAllOthersTooIsNotMissing() throws Exception {
    String allow =
        "{\"Effect\":\"Allow\",\"Action\":\"sns:Publish\",\"Resource\":\"*\","
            + "\"Condition\":{\"%s\":{\"aws:userid\":\"*:build\"}}}";
    AccountResult result =
        new SmallAccount(directory)
            .role(
                "r",
                "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},"
                    + "\"Action\":\"sts:AssumeRole\"}",
                allow.formatted("StringLike") + "," + allow.formatted("StringNotLike"))
            .baseline("b", "requires: [{Action: 'sns:Publish', Resource: '*'}]")
            .audit();

    assertThat(SmallAccount.of(result, FindingType.MISSING_PERMISSION, "r")).isEmpty();
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

  private AccountResult notPrincipal(String... spared) throws Exception {
    return new SmallAccount(directory)
        .role(
            "app",
            "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},"
                + "\"Action\":\"sts:AssumeRole\"}",
            "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::data/*\"}")
        .file(
            "resource-policies.json",
            "[{\"ResourceArn\":\"arn:aws:s3:::data\",\"Policy\":{\"Version\":\"2012-10-17\","
                + "\"Statement\":[{\"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":[\""
                + String.join("\",\"", spared)
                + "\"]},\"Action\":\"*\",\"Resource\":\"*\"}]}}]")
        .baseline("b", "requires: [{Action: 's3:GetObject', Resource: 'arn:aws:s3:::data/*'}]")
        .audit();
  }

  /** Role and account are not enough: every request is one of a session. */
  @Test
  void notPrincipalSparesNoSessionThatItDoesNotList() throws Exception {
    AccountResult result =
        notPrincipal("arn:aws:iam::123456789012:role/app", "arn:aws:iam::123456789012:root");

    Finding finding = SmallAccount.of(result, FindingType.MISSING_PERMISSION, "app").get(0);
    assertThat(finding.title()).isEqualTo("s3:GetObject required, not granted");
    assertThat(finding.witness()).isPresent();
  }

  @Test
  void notPrincipalSparesTheSessionThatItLists() throws Exception {
    AccountResult result =
        notPrincipal(
            "arn:aws:iam::123456789012:role/app",
            "123456789012",
            "arn:aws:sts::123456789012:assumed-role/app/nightly");

    Finding finding = SmallAccount.of(result, FindingType.MISSING_PERMISSION, "app").get(0);
    assertThat(finding.title()).isEqualTo("s3:GetObject required, withheld under a condition");
    assertThat(finding.permissions().get(0).conditions().toString()).contains(":nightly");
    assertThat(finding.witness()).isPresent();
  }

  @Test
  void notPrincipalSparesTheSessionOnlyWithRoleAndAccount() throws Exception {
    AccountResult result = notPrincipal("arn:aws:sts::123456789012:assumed-role/app/nightly");

    Finding finding = SmallAccount.of(result, FindingType.MISSING_PERMISSION, "app").get(0);
    assertThat(finding.title()).isEqualTo("s3:GetObject required, not granted");
  }
}
