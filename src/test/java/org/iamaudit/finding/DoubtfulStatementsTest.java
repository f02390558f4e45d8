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

  /** By AWS's page it is text, and matches nothing; a policy of AWS's own has one all the same. */
  @Test
  void whatAVariableBeforeTheFifthColonAllowsOrDeniesIsUnderACondition() throws Exception {
    String statement = "{\"Effect\":\"%s\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"%s\"}";
    String own = "arn:aws:sqs:*:${aws:PrincipalAccount}:q";
    String condition =
        "resource matches " + own + ", if AWS replaces variables before the fifth colon";
    AccountResult result =
        new SmallAccount(directory)
            .user("ann", statement.formatted("Allow", own))
            .user("bob", statement.formatted("Allow", "*") + "," + statement.formatted("Deny", own))
            .baseline("b", "")
            .audit();

    PermissionView allowed = excess(result, "ann").get(0);
    assertThat(allowed.resources()).containsExactly("arn:aws:sqs:*:" + SmallAccount.ID + ":q");
    assertThat(allowed.conditions()).containsExactly(condition);
    assertThat(excess(result, "bob"))
        .extracting(PermissionView::conditions)
        .contains(List.of("not (" + condition + ")"));
    assertThat(result.gaps())
        .as("no request proves what hangs on it")
        .filteredOn(gap -> gap.reason().contains("no concrete request"))
        .extracting(Gap::subject)
        .containsExactly("arn:aws:iam::" + SmallAccount.ID + ":user/ann");
  }

  private static List<PermissionView> excess(AccountResult result, String user) {
    return SmallAccount.of(result, FindingType.EXCESS_PERMISSION, user).get(0).permissions();
  }

  @Test
  void aVariableBeforeTheFifthColonIsNoGapWhereNothingHangsOnIt() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .user(
                "ann",
                "{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\",\"Resource\":"
                    + "\"arn:aws:sqs:*:${aws:PrincipalAccount}:q\"}")
            .baseline("b", "tolerates: [{Action: 'sqs:*', Resource: '*'}]")
            .audit();

    assertThat(result.gaps()).noneMatch(gap -> gap.toString().contains("${"));
    assertThat(result.gaps()).noneMatch(gap -> gap.reason().contains("no concrete request"));
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
