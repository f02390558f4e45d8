package org.iamaudit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.iamaudit.policy.PolicyKind.IDENTITY;
import static org.iamaudit.policy.PolicyKind.RCP;
import static org.iamaudit.policy.PolicyKind.RESOURCE;
import static org.iamaudit.policy.PolicyKind.SCP;
import static org.iamaudit.policy.PolicyKind.TRUST;
import static org.iamaudit.policy.PolicyText.condition;
import static org.iamaudit.policy.PolicyText.json;
import static org.iamaudit.policy.PolicyText.policy;
import static org.iamaudit.policy.PolicyText.warnings;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values that are accepted but cannot work; the document is there all the same. */
class PolicyValueWarningTest {

  // Actions

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GetObject     | it has no service prefix",
        "**            | it has no service prefix",
        "s3:Get:Object | it has more than one colon",
        "s*:GetObject  | a wildcard in the service prefix",
        "*:GetObject   | a wildcard in the service prefix",
        "s3:           | nothing follows the colon",
        ":GetObject    | `` is no service prefix",
        "s_3:GetObject | `s_3` is no service prefix",
        "s3: GetObject | it has white space",
        "s3:${aws:a}   | there are no policy variables in actions",
        "s3:Get/Object | names of actions are letters and digits",
      })
  void anActionThatMatchesNothing(String action, String reason) {
    assertThat(warningsOf("'Effect':'Allow','Action':'" + action + "','Resource':'*'"))
        .singleElement(STRING)
        .startsWith("`" + action + "` matches no action: " + reason)
        .contains(" at Statement.Action ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "*:*", "s3:*", "S3:get?bject", "execute-api:Invoke", "s3:*Object*"})
  void anActionThatMatches(String action) {
    assertThat(warningsOf("'Effect':'Allow','Action':'" + action + "','Resource':'*'")).isEmpty();
  }

  @Test
  void trustPoliciesAreAboutSts() {
    String trust = "'Effect':'Allow','Principal':{'AWS':'111122223333'},'Action':'%s'";

    assertThat(warnings(policy(trust.formatted("s3:GetObject")), TRUST)).hasSize(1);
    assertThat(warnings(policy(trust.formatted("STS:TagSession")), TRUST)).isEmpty();
  }

  // Resources

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "my-bucket                              | is neither an ARN nor `*`",
        "ARN:aws:s3:::b                         | is neither an ARN nor `*`",
        "arn:aws:s3:*                           | has fewer than six parts",
        "arn:aws:s3:eu-west-1::b                | matches nothing: ARNs of buckets and objects",
        "arn:aws:s3::111122223333:b/*           | matches nothing: ARNs of buckets and objects",
        "arn:aws:iam:us-east-1:111122223333:role/r | matches nothing: ARNs of `iam` have no region",
        "arn:aws:iam::1111222233:role/r         | matches nothing: `1111222233` is no account id",
        "arn:amazon:s3:::b                      | matches nothing: there is no partition `amazon`",
        "arn:aws:s*:::b                         | has a wildcard in the service",
        "arn:aws:sqs:${aws:a}:111122223333:q    | has a policy variable before the fifth colon",
        "arn:aws:s3:::b/${aws:username          | has a `${` that is never closed",
      })
  void aResourceThatDoesNotSayWhatItSeemsTo(String resource, String reason) {
    assertThat(warningsOf("'Effect':'Allow','Action':'*','Resource':['" + resource + "']"))
        .singleElement(STRING)
        .startsWith("`" + resource + "` " + reason)
        .contains(" at Statement.Resource[0] ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "arn:*",
        "arn:*:s3:::b",
        "arn:aws:s3:*:*:b/*",
        "arn:aws:s3:eu-west-1:111122223333:accesspoint/p",
        "arn:aws:s3:::b/${aws:username}/*",
        "arn:aws:iam::*:role/*",
        "arn:aws:iam::aws:policy/*",
        "arn:aws-cn:sqs:*:1111*:q",
        "arn:aws:execute-api:eu-west-1:*:a:b:c"
      })
  void aResourceThatCanMatch(String resource) {
    assertThat(warningsOf("'Effect':'Allow','Action':'*','Resource':'" + resource + "'"))
        .filteredOn(warning -> !warning.contains("fewer than six parts"))
        .isEmpty();
  }

  @Test
  void aShortArnMeansSomethingElseInEachKindOfPolicy() {
    String statement = "'Effect':'Deny',%s'Action':'s3:*','Resource':'arn:aws:s3:%s'";

    assertThat(warnings(policy(statement.formatted("", "*")), IDENTITY).get(0))
        .contains("the missing ones count as `*`");
    assertThat(warnings(policy(statement.formatted("", "x")), SCP).get(0))
        .contains("matches nothing");
    assertThat(warnings(policy(statement.formatted("", "*")), SCP).get(0))
        .contains("its last `*` runs on");
    assertThat(warnings(policy(statement.formatted("'Principal':'*',", "x")), RESOURCE).get(0))
        .contains("matches nothing");
    assertThat(warnings(policy(statement.formatted("'Principal':'*',", "*")), RCP).get(0))
        .contains("matches nothing");
  }

  // Policy variables

  @Test
  void variablesNeedTheCurrentVersion() {
    String text =
        json(
            "{'Version':'2008-10-17','Statement':{'Effect':'Allow','Action':'*',"
                + "'Resource':'arn:aws:s3:::${aws:username}'}}");

    assertThat(warnings(text, IDENTITY))
        .singleElement(STRING)
        .startsWith(
            "`arn:aws:s3:::${aws:username}` is text: variables need `Version` `2012-10-17`");
  }

  @Test
  void aVariableWithASpaceNeverHasAValue() {
    assertThat(warningsOf("'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::${aws: a}'"))
        .singleElement(STRING)
        .startsWith("policy variable `${aws: a}` never has a value");
  }

  @Test
  void defaultsAndEscapesAreNoVariablesWithSpaces() {
    assertThat(
            warningsOf(
                "'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::${*}/${aws:a, \\u0027x\\u0027}'"))
        .isEmpty();
  }

  // Principals

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS           | arn:aws:iam::111122223333:role/*       | only a whole `*` is a wildcard",
        "AWS           | arn:aws:iam::111122223333:group/g      | a group is no principal",
        "AWS           | alice                                  | names no account, user, role",
        "AWS           | 11112222333                            | names no account, user, role",
        "Service       | *                                      | there are no wildcards here",
        "Service       | lambda                                 | is no service principal",
        "Federated     | arn:aws:iam::111122223333:saml-provider/* | there are no wildcards here",
        "CanonicalUser | 79a5                                   | is no canonical user id",
      })
  void aPrincipalThatIsNobody(String type, String value, String reason) {
    assertThat(
            warnings(
                policy(
                    "'Effect':'Allow','Action':'s3:*','Principal':{'"
                        + type
                        + "':'"
                        + value
                        + "'}"),
                RESOURCE))
        .singleElement(STRING)
        .startsWith("`" + value + "` ")
        .contains(reason)
        .contains(" at Statement.Principal." + type + " ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AWS           | *",
        "AWS           | 111122223333",
        "AWS           | arn:aws:iam::111122223333:root",
        "AWS           | arn:aws-us-gov:iam::111122223333:role/path/r",
        "AWS           | arn:aws:sts::111122223333:assumed-role/r/s",
        "AWS           | AROAEXAMPLE2EXAMPLE34",
        "Service       | sns.eu-west-1.amazonaws.com",
        "Federated     | cognito-identity.amazonaws.com",
        "CanonicalUser | 79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be",
      })
  void aPrincipalThatIsSomebody(String type, String value) {
    assertThat(
            warnings(
                policy(
                    "'Effect':'Allow','Action':'s3:*','Principal':{'"
                        + type
                        + "':'"
                        + value
                        + "'}"),
                RESOURCE))
        .isEmpty();
  }

  @Test
  void theBareStarOfATrustPolicyIsWarnedOf() {
    assertThat(
            warnings(policy("'Effect':'Allow','Principal':'*','Action':'sts:AssumeRole'"), TRUST))
        .singleElement(STRING)
        .startsWith("`*` in a role trust policy is written `{\"AWS\": \"*\"}`");
  }

  @Test
  void notPrincipalOfEveryoneAppliesToNobody() {
    assertThat(warnings(policy("'Effect':'Deny','NotPrincipal':'*','Action':'s3:*'"), RESOURCE))
        .singleElement(STRING)
        .startsWith("`NotPrincipal` of everyone");
  }

  // Condition keys and values

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NumericLessThan   | 10x                   | is no number",
        "NumericEquals     | ''                    | is no number",
        "DateLessThan      | 2026-02-30            | is no date",
        "DateGreaterThan   | 23.11.2026            | is no date",
        "DateEquals        | 2026-11-23T19:00:00   | is no date",
        "Bool              | yes                   | is neither `true` nor `false`",
        "Bool              | ${aws:a}              | is a policy variable",
        "Null              | maybe                 | is neither `true` nor `false`",
        "BinaryEquals      | %                     | is not base64",
        "IpAddress         | 10.0.0.0/33           | is no IP address or CIDR block",
        "IpAddress         | 10.0.0                | is no IP address or CIDR block",
        "NotIpAddress      | 2001:db8:::/32        | is no IP address or CIDR block",
        "IpAddress         | 10.0.0.1/8            | has bits beyond its mask",
        "IpAddress         | 2001:db8::1/32        | has bits beyond its mask",
        "ArnLike           | *                     | has fewer than six parts",
        "ArnEquals         | arn:aws:iam::1        | has fewer than six parts",
        "StringEquals      | a*                    | has a wildcard that `StringEquals` takes as it is",
        "StringNotEqualsIgnoreCase | a?            | has a wildcard that",
        "StringLike        | ${aws:a               | has a `${` that is never closed",
      })
  void aConditionValueThatItsOperatorCannotUse(String operator, String value, String reason) {
    assertThat(warnings(condition("{'" + operator + "':{'aws:x':['" + value + "']}}"), IDENTITY))
        .singleElement(STRING)
        .startsWith("`" + value + "` " + reason)
        .contains(" at Statement.Condition." + operator + ".aws:x[0] ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "NumericLessThan   | -10.5",
        "DateLessThan      | 2026-11-23T19:00:00.5+01:00",
        "DateLessThan      | 1795000000",
        "Bool              | TRUE",
        "Null              | false",
        "BinaryEquals      | QmluYXJ5",
        "IpAddress         | 203.0.113.7",
        "IpAddress         | 2001:db8::/32",
        "ArnLike           | arn:aws:iam::*:role/*",
        "ArnLike           | ${aws:PrincipalArn}",
        "StringEquals      | ${*}",
        "StringEquals      | ${aws:username}",
        "StringLike        | a*",
      })
  void aConditionValueThatWorks(String operator, String value) {
    assertThat(warnings(condition("{'" + operator + "':{'aws:x':'" + value + "'}}"), IDENTITY))
        .isEmpty();
  }

  @Test
  void nullWithAQualifierIsConstant() {
    assertThat(warnings(condition("{'ForAllValues:Null':{'aws:x':'true'}}"), IDENTITY).get(0))
        .startsWith("`ForAllValues:Null` is always true");
    assertThat(warnings(condition("{'ForAnyValue:Null':{'aws:x':'true'}}"), IDENTITY).get(0))
        .startsWith("`ForAnyValue:Null` is always false");
  }

  @Test
  void boolTakesOneValue() {
    assertThat(warnings(condition("{'Bool':{'aws:x':['true','false']}}"), IDENTITY))
        .singleElement(STRING)
        .startsWith("`Bool` takes one value");
  }

  @ParameterizedTest
  @ValueSource(strings = {"SourceIp", ":SourceIp", "aws:ResourceTag/${aws:a}"})
  void aKeyThatIsNeverInARequest(String key) {
    assertThat(warnings(condition("{'StringEquals':{'" + key + "':'x'}}"), IDENTITY))
        .singleElement(STRING)
        .startsWith("`" + key + "` is never in a request");
  }

  // Characters

  @Test
  void charactersBeyondLatin1AreWarnedOfWhereTheyStand() {
    String text =
        json(
            "{'Version':'2012-10-17',\n 'Statement':{'Effect':'Allow','Action':'*',"
                + "'Resource':'arn:aws:s3:::caf\u00e9/\u4e2d\u6587'}}");

    assertThat(warnings(text, IDENTITY))
        .containsExactly(
            "U+4E2D is outside the characters that IAM permits at Statement.Resource (line 2,"
                + " column 75)");
    assertThat(text.split("\n")[1].charAt(74)).isEqualTo('\u4e2d');
  }

  @Test
  void escapedCharactersArePermitted() {
    assertThat(warningsOf("'Effect':'Allow','Action':'*','Resource':'arn:aws:s3:::\\u4e2d'"))
        .isEmpty();
  }

  @Test
  void otherServicesPermitAllCharacters() {
    assertThat(
            warnings(
                policy(
                    "'Effect':'Allow','Principal':'*','Action':'*','Resource':'arn:aws:s3:::\u4e2d'"),
                RESOURCE))
        .isEmpty();
  }

  private static List<String> warningsOf(String statement) {
    return warnings(policy(statement), IDENTITY);
  }
}
