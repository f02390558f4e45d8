package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.iamaudit.snapshot.Gap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What AWS does not define must not decide in silence. */
class DoubtfulStatementsTest {
  private static final String ALLOW =
      "{\"Effect\":\"Allow\",\"Action\":\"sns:*\",\"Resource\":\"*\"}";

  @TempDir Path directory;

  private static String deny(String operator, String key, String value) {
    return "{\"Effect\":\"Deny\",\"Action\":\"sns:*\",\"Resource\":\"*\",\"Condition\":{\"%s\":{\"%s\":\"%s\"}}}"
        .formatted(operator, key, value);
  }

  private static List<Gap> doubts(AccountResult result) {
    return result.gaps().stream()
        .filter(gap -> gap.effect().startsWith("no value of a request is taken to match"))
        .toList();
  }

  private List<Gap> doubts(String statement) throws Exception {
    return doubts(
        new SmallAccount(directory).user("ann", ALLOW + "," + statement).baseline("b", "").audit());
  }

  @Test
  void aDenyOfAllButAnAddressThatIsNone() throws Exception {
    assertThat(doubts(deny("NotIpAddress", "aws:SourceIp", "10.0.0/8")))
        .singleElement()
        .satisfies(gap -> assertThat(gap.kind()).isEqualTo(Gap.Kind.UNREADABLE))
        .satisfies(
            gap -> assertThat(gap.subject()).isEqualTo("arn:aws:iam::123456789012:user/ann: p"))
        .satisfies(
            gap ->
                assertThat(gap.reason())
                    .isEqualTo(
                        "`10.0.0/8` is no value for `NotIpAddress` (`aws:SourceIp` of"
                            + " `Statement[1]`)"));
  }

  @ParameterizedTest
  @CsvSource({
    "NumericNotEquals, aws:MultiFactorAuthAge, 1h, 1",
    "DateGreaterThan, aws:CurrentTime, 2026-13-01, 2026-12-01",
    "BoolIfExists, aws:SecureTransport, no, FALSE",
    "Null, aws:TokenIssueTime, yes, true",
    "ForAnyValue:ArnNotLike, aws:PrincipalArn, admin, arn:*:iam::*:role/admin",
    "BinaryEquals, x:Bytes, -, QUJD",
    "ArnLike, aws:SourceArn, sns:x, arn:aws:sns:*:*:${aws:username}",
    "StringNotEquals, aws:SourceIp, x, 10.0.0/8",
  })
  void eachOperatorHasItsValues(String operator, String key, String malformed, String value)
      throws Exception {
    boolean text = operator.startsWith("String");
    assertThat(doubts(deny(operator, key, value))).isEmpty();
    assertThat(doubts(deny(operator, key, malformed))).hasSize(text ? 0 : 1);
  }

  @Test
  void aVariableBeforeTheFifthColon() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .user(
                "ann",
                "{\"Effect\":\"Allow\",\"Action\":\"sqs:*\",\"Resource\":["
                    + "\"arn:aws:sqs:*:${aws:PrincipalAccount}:q\","
                    + "\"arn:aws:sqs:*:*:${aws:username}\"]}")
            .baseline("b", "")
            .audit();

    assertThat(result.gaps())
        .filteredOn(gap -> gap.effect().startsWith("it is taken as text"))
        .extracting(Gap::reason)
        .containsExactly(
            "`arn:aws:sqs:*:${aws:PrincipalAccount}:q` has a policy variable before the fifth colon"
                + " (`Statement[0]`)");
  }

  @Test
  void everyPolicyIsLookedAtOnce() throws Exception {
    String condition = "\"Condition\":{\"NotIpAddress\":{\"aws:SourceIp\":\"10.0.0/8\"}}";
    String scp =
        "\"ServiceControlPolicies\":[{\"Id\":\"p-12345678\",\"Name\":\"net\",\"Document\":"
            + "{\"Version\":\"2012-10-17\",\"Statement\":["
            + ALLOW
            + ","
            + deny("NotIpAddress", "aws:SourceIp", "10.0.0/8")
            + "]}}]";
    AccountResult result =
        new SmallAccount(directory)
            .policy("m", deny("NotIpAddress", "aws:SourceIp", "10.0.0/8"))
            .role(
                "r",
                "{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\"123456789012\"},"
                    + "\"Action\":\"sts:AssumeRole\","
                    + condition
                    + "}",
                deny("NotIpAddress", "aws:SourceIp", "10.0.0/8"))
            .file(
                "organization.json",
                """
                {"Organization":{"Id":"o-a1b2c3d4e5","MasterAccountId":"222233334444"},"Path":[
                  {"Type":"ROOT","Id":"r-ab12","Name":"Root",%1$s},
                  {"Type":"ACCOUNT","Id":"%2$s","Name":"small",%1$s}]}"""
                    .formatted(scp, SmallAccount.ID))
            .file(
                "resource-policies.json",
                "[{\"ResourceArn\":\"arn:aws:s3:::data\",\"Policy\":{\"Version\":\"2012-10-17\","
                    + "\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\","
                    + "\"Resource\":\"*\","
                    + condition
                    + "}]}}]")
            .baseline("b", "")
            .audit();

    assertThat(doubts(result))
        .extracting(Gap::subject)
        .containsExactlyInAnyOrder(
            "arn:aws:iam::123456789012:policy/m",
            "arn:aws:iam::123456789012:role/r: p",
            "arn:aws:iam::123456789012:role/r: trust policy",
            "arn:aws:s3:::data: resource-based policy",
            "p-12345678: net");
  }
}
