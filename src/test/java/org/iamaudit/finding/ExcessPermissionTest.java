package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How bad an excess is, and what to do about it. */
class ExcessPermissionTest {
  @TempDir Path directory;

  private Finding excess(String statement) throws Exception {
    AccountResult result =
        new SmallAccount(directory).user("ann", statement).baseline("b", "").audit();
    return SmallAccount.of(result, FindingType.EXCESS_PERMISSION, "ann").get(0);
  }

  /** Nobody knows which SCPs there are, or SCPs are not enabled: either way none is subtracted. */
  @ParameterizedTest
  @ValueSource(strings = {"", ",\"ServiceControlPolicies\":[]"})
  void aLevelWithoutScpsTakesNothingAway(String scps) throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .user("ann", "{\"Effect\":\"Allow\",\"Action\":\"sns:Publish\",\"Resource\":\"*\"}")
            .file(
                "organization.json",
                """
                {"Organization":{"Id":"o-a1b2c3d4e5","MasterAccountId":"222233334444"},"Path":[
                  {"Type":"ROOT","Id":"r-ab12","Name":"Root"%1$s},
                  {"Type":"ACCOUNT","Id":"%2$s","Name":"small"%1$s}]}"""
                    .formatted(scps, SmallAccount.ID))
            .baseline("b", "requires: [{Action: 'sns:Publish', Resource: 'arn:aws:sns:*:*:x'}]")
            .audit();

    Finding excess = SmallAccount.of(result, FindingType.EXCESS_PERMISSION, "ann").get(0);
    assertThat(excess.witness()).isPresent();
    assertThat(SmallAccount.of(result, FindingType.MISSING_PERMISSION, "ann")).isEmpty();
  }

  /** A tag may be anything, unlike the keys that AWS itself fills with numbers. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "NumericNotEquals 5",
        "DateNotEquals 2026-06-01T00:00:00Z",
        "NotIpAddress 10.0.0.0/8"
      })
  void aTagThatIsNoNumberIsUnequalToEach(String condition) throws Exception {
    String[] operator = condition.split(" ");
    String statement =
        "{\"Effect\":\"Allow\",\"Action\":\"sns:Publish\",\"Resource\":\"*\",\"Condition\":"
            + "{\"%s\":{\"aws:PrincipalTag/level\":\"%s\"}}}".formatted(operator[0], operator[1]);
    AccountResult result =
        new SmallAccount(directory)
            .user("ann", statement, "\"Tags\":[{\"Key\":\"level\",\"Value\":\"abc\"}]")
            .baseline("b", "")
            .audit();

    assertThat(SmallAccount.of(result, FindingType.EXCESS_PERMISSION, "ann").get(0).title())
        .startsWith("sns:Publish granted, not required");
  }

  @Test
  void withoutItsUniqueIdNobodyKnowsThatAConditionSparesAUser() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .user(
                "ann",
                "{\"Effect\":\"Allow\",\"Action\":\"sns:Publish\",\"Resource\":\"*\","
                    + "\"Condition\":{\"StringEquals\":{\"aws:userid\":\"AIDAANN\"}}}",
                "\"UserId\":\"\"")
            .baseline("b", "")
            .audit();

    assertThat(SmallAccount.of(result, FindingType.EXCESS_PERMISSION, "ann").get(0).title())
        .isEqualTo(
            "sns:Publish granted, not required"
                + " (write on all resources, bound to a condition)");
    assertThat(result.gaps())
        .extracting(gap -> gap.subject())
        .contains("arn:aws:iam::123456789012:user/ann: unique id");
  }

  @Test
  void leavingOutOneResourceIsStillEverywhere() throws Exception {
    Finding finding =
        excess(
            "{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\","
                + "\"NotResource\":\"arn:aws:sqs:us-east-1:123456789012:x\"}");

    assertThat(finding.severity()).isEqualTo(Severity.HIGH);
    assertThat(finding.title())
        .isEqualTo("sqs:SendMessage granted, not required (write on all resources but some)");
  }

  @Test
  void oneResourceIsNotEverywhere() throws Exception {
    Finding finding =
        excess(
            "{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\","
                + "\"Resource\":\"arn:aws:sqs:us-east-1:123456789012:x\"}");

    assertThat(finding.severity()).isEqualTo(Severity.MEDIUM);
    assertThat(finding.recommendation()).isEqualTo("Remove these from inline p / statement 1");
  }

  @Test
  void aRoleWhoseTrustPolicyCannotBeReadMayBringSessionTags() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .role(
                "r",
                "{\"Effect\":\"Perhaps\"}",
                "{\"Effect\":\"Allow\",\"Action\":\"sns:Publish\",\"Resource\":\"*\","
                    + "\"Condition\":{\"StringEquals\":{\"aws:PrincipalTag/team\":\"x\"}}}")
            .baseline("b", "")
            .audit();

    assertThat(SmallAccount.of(result, FindingType.EXCESS_PERMISSION, "r")).hasSize(1);
  }

  /** The bucket itself is not required; but no request for this action names one. */
  @Test
  void noRowIsAboutRequestsThatNobodyCanMake() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .user(
                "ann",
                "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\","
                    + "\"Resource\":[\"arn:aws:s3:::b\",\"arn:aws:s3:::b/*\"]}")
            .baseline("b", "requires: [{Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/x/*'}]")
            .audit();

    assertThat(SmallAccount.of(result, FindingType.EXCESS_PERMISSION, "ann").get(0).permissions())
        .extracting(PermissionView::resources)
        .containsExactly(List.of("arn:aws:s3:::b/*"));
    assertThat(result.principals().get(0).comparison().get())
        .filteredOn(row -> row.verdict() == Verdict.EXCESS_USE_UNKNOWN)
        .extracting(ComparisonRow::resources)
        .containsExactly("arn:aws:s3:::b/*");
  }

  @Test
  void requirementsThatMeetAtANumberLeaveNothingBetweenThem() throws Exception {
    String statement = "{Action: 'sns:Publish', Resource: '*', Condition: {%s: {%s: '900'}}}";
    String key = "aws:MultiFactorAuthAge";
    AccountResult result =
        new SmallAccount(directory)
            .user("ann", "{\"Effect\":\"Allow\",\"Action\":\"sns:Publish\",\"Resource\":\"*\"}")
            .baseline(
                "b",
                "requires: [%s, %s]"
                    .formatted(
                        statement.formatted("NumericLessThanIfExists", key),
                        statement.formatted("NumericGreaterThanEquals", key)))
            .audit();

    assertThat(SmallAccount.of(result, FindingType.EXCESS_PERMISSION, "ann")).isEmpty();
  }

  @Test
  void bordersInTimeReadAsWords() throws Exception {
    Finding finding =
        excess(
            "{\"Effect\":\"Allow\",\"Action\":\"sns:Publish\",\"Resource\":\"*\","
                + "\"Condition\":{\"DateLessThanEquals\":"
                + "{\"aws:CurrentTime\":\"2027-01-01T00:00:00Z\"}}}");

    assertThat(finding.permissions().get(0).conditions())
        .containsExactly("aws:CurrentTime is up to 2027-01-01T00:00:00Z");
  }

  @Test
  void everythingInTwoStatementsIsEverything() throws Exception {
    String others = "{\"Effect\":\"Allow\",\"NotAction\":\"iam:*\",\"Resource\":\"*\"}";
    String rest = ",{\"Effect\":\"Allow\",\"Action\":\"iam:*\",\"Resource\":\"*\"}";
    PrincipalResult both = principal(others + rest);
    assertThat(both.tier()).isEqualTo("ADMIN");
    assertThat(both.entitlements().get(0).reach().orElseThrow().admin()).isTrue();
    assertThat(principal(others).tier()).isEqualTo("PRIVILEGED");
  }

  private PrincipalResult principal(String statements) throws Exception {
    return new SmallAccount(directory)
        .user("ann", statements)
        .baseline("b", "")
        .audit()
        .principals()
        .get(0);
  }
}
