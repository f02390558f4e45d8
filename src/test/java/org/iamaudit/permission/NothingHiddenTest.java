package org.iamaudit.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.junit.jupiter.api.Test;

/** Denies that look as if they took something away, and do not: each was once a wrong clean. */
class NothingHiddenTest {
  private static final String ALL_OF_S3 = "'Action':'s3:*','Resource':'*'";

  private static PermissionSet matched(
      String statement, String version, PolicyKind kind, Knowledge knowledge) {
    String json = "{" + version + "'Statement':[{'Effect':'Deny'," + statement + "}]}";
    PolicyDocument document =
        PolicyParser.parse(json.replace('\'', '"'), PolicyKind.IDENTITY).document().orElseThrow();
    return StatementCompiler.compile(
        document.statements().get(0), kind, document.hasVariables(), knowledge);
  }

  private static PermissionSet matched(String statement) {
    return matched(
        statement, "'Version':'2012-10-17',", PolicyKind.IDENTITY, Knowledge.ofPartition("aws"));
  }

  private static boolean holds(PermissionSet set, String action, String resource) {
    return set.boxes().stream().anyMatch(b -> b.covers(action, resource));
  }

  @Test
  void aCommercialPatternHidesNothingOfAnotherPartition() {
    Knowledge china = Knowledge.ofPartition("aws-cn");
    String version = "'Version':'2012-10-17',";
    PermissionSet all = matched(ALL_OF_S3, version, PolicyKind.IDENTITY, china);
    PermissionSet deny =
        matched("'Action':'s3:*','Resource':'arn:aws:s3:::*'", version, PolicyKind.SCP, china);
    assertThat(holds(all.minus(deny), "s3:GetObject", "arn:aws-cn:s3:::b/k")).isTrue();
    PermissionSet except =
        matched(
            "'Action':'s3:*','NotResource':'arn:aws:s3:::*'", version, PolicyKind.IDENTITY, china);
    assertThat(holds(except, "s3:GetObject", "arn:aws-cn:s3:::b/k")).isTrue();
  }

  @Test
  void aPatternThatIsNoArnHidesNothing() {
    PermissionSet all = matched(ALL_OF_S3);
    for (String pattern : new String[] {"x:aws:s3:::*", "x:aws-cn:s3", "s3:aws:*", "arn:s3:::*"}) {
      PermissionSet left = all.minus(matched("'Action':'s3:*','Resource':'%s'".formatted(pattern)));
      assertThat(holds(left, "s3:GetObject", "arn:aws:s3:::b/k")).as(pattern).isTrue();
    }
  }

  @Test
  void aShortPatternOfAnScpOrRcpDeniesOnlyWhatItMatchesThere() {
    String statement = "'Action':'s3:*','Resource':'arn:aws:s3'";
    String version = "'Version':'2012-10-17',";
    Knowledge here = Knowledge.ofPartition("aws");
    assertThat(matched(statement, version, PolicyKind.IDENTITY, here).holdsKnownAction()).isTrue();
    assertThat(matched(statement, version, PolicyKind.SCP, here).isEmpty()).isTrue();
    assertThat(matched(statement, version, PolicyKind.RESOURCE, here).isEmpty()).isTrue();
    assertThat(matched(statement.replace("s3'", "s3:*'"), version, PolicyKind.RCP, here).isEmpty())
        .isTrue();
  }

  @Test
  void aVariableBeforeTheFifthColonHidesNothingEitherWay() {
    Knowledge known =
        new Knowledge(
            "aws", Map.of("aws:PrincipalAccount", "111122223333"), Map.of(), Set.of(), true);
    String version = "'Version':'2012-10-17',";
    PermissionSet all =
        matched("'Action':'sqs:*','Resource':'*'", version, PolicyKind.IDENTITY, known);
    PermissionSet set =
        matched(
            "'Action':'sqs:*','Resource':'arn:aws:sqs:*:${aws:PrincipalAccount}:q'",
            version,
            PolicyKind.IDENTITY,
            known);
    String own = "arn:aws:sqs:us-east-1:111122223333:q";
    assertThat(holds(set, "sqs:SendMessage", own)).isTrue();
    assertThat(holds(set, "sqs:SendMessage", own.replace('1', '2'))).isFalse();
    assertThat(set.boxes()).noneMatch(box -> box.constraint().isFree());
    assertThat(holds(all.minus(set), "sqs:SendMessage", own)).isTrue();
    assertThat(set.minus(all).isEmpty()).isTrue();
  }

  @Test
  void aNegatedArnOperatorWithoutValueHoldsForNumbersToo() {
    PermissionSet any =
        matched(ALL_OF_S3 + ",'Condition':{'ArnNotLike':{'s3:max-keys':'${aws:username}'}}");
    PermissionSet absent = matched(ALL_OF_S3 + ",'Condition':{'Null':{'s3:max-keys':'true'}}");
    assertThat(any.minus(absent).isEmpty()).isFalse();
  }

  @Test
  void conditionsWhoseValuesOnlyLookAlikeAreTwo() {
    String condition = "'Condition':{'ForAnyValue:StringEquals':{'aws:TagKeys':%s}}";
    PermissionSet two = matched(ALL_OF_S3 + "," + condition.formatted("['a','b']"));
    PermissionSet one = matched(ALL_OF_S3 + "," + condition.formatted("['a, b']"));
    assertThat(two.minus(one).isEmpty()).isFalse();
    assertThat(one.minus(two).isEmpty()).isFalse();
  }

  @Test
  void withoutVersionAVariableIsText() {
    String condition =
        ALL_OF_S3
            + ",'Condition':{'ForAnyValue:StringEquals':{'aws:TagKeys':'${aws:RequestTag/a}'}}";
    PermissionSet text = matched(condition, "", PolicyKind.IDENTITY, Knowledge.ofPartition("aws"));
    assertThat(matched(condition).minus(text).isEmpty()).isFalse();
    assertThat(text.minus(matched(condition)).isEmpty()).isFalse();
  }

  @Test
  void anOperatorThatCannotHoldDeniesNothing() {
    PermissionSet all = matched(ALL_OF_S3);
    PermissionSet noArn =
        matched(ALL_OF_S3 + ",'Condition':{'ArnNotLike':{'aws:SourceArn':['x','arn:aws:s3:::b']}}");
    assertThat(all.minus(noArn).holdsKnownAction()).as("a source ARN may be there").isTrue();
    PermissionSet noValue =
        matched(ALL_OF_S3 + ",'Condition':{'StringNotEquals':{'aws:RequestTag/a':[]}}");
    assertThat(all.minus(noValue).holdsKnownAction()).as("the tag may be there").isTrue();
  }

  @Test
  void patternsWithAndWithoutCaseAreTwo() {
    String ignoring = "'Condition':{'StringEqualsIgnoreCase':{'aws:RequestTag/a':'x'}}";
    String exact = "'Condition':{'StringEquals':{'aws:RequestTag/a':'x'}}";
    PermissionSet wide = matched(ALL_OF_S3 + "," + ignoring);
    PermissionSet narrow = matched(ALL_OF_S3 + "," + exact);
    assertThat(wide.minus(narrow).isEmpty()).isFalse();
    assertThat(narrow.minus(wide).isEmpty()).isTrue();
    assertThat(new GlobBuilder().literal("x").ignoreCase().asString())
        .isNotEqualByComparingTo(new GlobBuilder().literal("x").asString());
  }

  @Test
  void negationsAreContraryToWhatTheyNegate() {
    String open = "'Condition':{'%s':{'aws:RequestTag/a':'${aws:ResourceTag/a}'}}";
    PermissionSet all = matched(ALL_OF_S3);
    PermissionSet equal = matched(ALL_OF_S3 + "," + open.formatted("StringEquals"));
    PermissionSet other = matched(ALL_OF_S3 + "," + open.formatted("StringNotEquals"));
    assertThat(equal.intersect(other).isEmpty()).isTrue();
    assertThat(equal.union(other).contains(all)).isTrue();
    String many = "'Condition':{'%s':{'aws:TagKeys':%s}}";
    PermissionSet every =
        matched(ALL_OF_S3 + "," + many.formatted("ForAllValues:StringEquals", "['a','b']"));
    PermissionSet some =
        matched(ALL_OF_S3 + "," + many.formatted("ForAnyValue:StringNotEquals", "['a']"));
    assertThat(every.minus(some).minus(every).isEmpty()).isTrue();
    assertThat(
            some.intersect(every)
                .minus(matched(ALL_OF_S3 + "," + many.formatted("ForAnyValue:StringEquals", "'b'")))
                .isEmpty())
        .as("all are a or b and one is not a, so one is b")
        .isTrue();
  }
}
