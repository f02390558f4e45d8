package org.iamaudit.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.arn.Language;
import org.iamaudit.arn.Partitions;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.iamaudit.policy.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionSetTest {
  private static PermissionSet allowed(String statement) {
    return allowed(statement, Knowledge.NONE);
  }

  private static PermissionSet allowed(String statement, Knowledge knowledge) {
    String json =
        "{\"Version\":\"2012-10-17\",\"Statement\":[" + statement.replace('\'', '"') + "]}";
    PolicyDocument document =
        PolicyParser.parse(json, PolicyKind.IDENTITY).document().orElseThrow();
    return PermissionSet.union(
        document.statements().stream()
            .map(
                (Statement s) -> StatementCompiler.compile(s, PolicyKind.IDENTITY, true, knowledge))
            .toList());
  }

  private static boolean holds(PermissionSet set, String action, String resource) {
    return set.boxes().stream().anyMatch(b -> b.covers(action, resource));
  }

  @Test
  void sizeCountsActionsByServiceAndAccessLevel() {
    PermissionSet set =
        allowed(
            "{'Effect':'Allow','Action':['sqs:SendMessage','sqs:PurgeQueue','sqs:ListQueues',"
                + "'s3:PutBucketPolicy'],'Resource':'*'}");
    assertThat(set.sizes()).hasToString("{s3={PERMISSIONS_MANAGEMENT=1}, sqs={READ=1, WRITE=2}}");
  }

  @Test
  void bucketActionsAreNotReachedThroughObjectArns() {
    PermissionSet set =
        allowed("{'Effect':'Allow','Action':'s3:*','Resource':'arn:aws:s3:::example-bucket/*'}");
    assertThat(holds(set, "s3:GetObject", "arn:aws:s3:::example-bucket/k")).isTrue();
    assertThat(set.actions().contains("s3:ListBucket")).isFalse();
    assertThat(set.actions().contains("s3:ListAllMyBuckets")).isFalse();
  }

  @Test
  void anActionWithoutResourceIsReachedByTheStarAlone() {
    assertThat(
            allowed(
                    "{'Effect':'Allow','Action':'billingconductor:ListBillingGroups',"
                        + "'Resource':'arn:aws:billingconductor::123456789012:*'}")
                .holdsKnownAction())
        .isFalse();
  }

  @Test
  void executeAndCancelOfBillingConductorHoldNoAction() {
    PermissionSet set =
        allowed(
            "{'Effect':'Allow','Action':['billingconductor:Execute*','billingconductor:Cancel*'],"
                + "'Resource':'*'}");
    assertThat(set.holdsKnownAction()).isFalse();
    assertThat(set.isEmpty()).as("a future action may match").isFalse();
  }

  @Test
  void differenceIsExactInAllThreeDirections() {
    PermissionSet wide =
        allowed("{'Effect':'Allow','Action':'sqs:*','Resource':'arn:aws:sqs:*:123456789012:*'}");
    PermissionSet narrow =
        allowed(
            "{'Effect':'Allow','Action':'sqs:SendMessage',"
                + "'Resource':'arn:aws:sqs:*:123456789012:jobs-*',"
                + "'Condition':{'StringEquals':{'aws:RequestedRegion':'eu-west-1'}}}");
    PermissionSet left = wide.minus(narrow);
    assertThat(holds(left, "sqs:ReceiveMessage", "arn:aws:sqs:eu-west-1:123456789012:jobs-1"))
        .isTrue();
    assertThat(holds(left, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:other")).isTrue();
    assertThat(
            left.boxes().stream()
                .filter(
                    b -> b.covers("sqs:SendMessage", "arn:aws:sqs:eu-west-1:123456789012:jobs-1"))
                .map(b -> ConstraintText.of(b.constraint())))
        .containsExactly(List.of("aws:RequestedRegion is not eu-west-1 or is absent"));
    assertThat(left.union(narrow).contains(wide)).isTrue();
    assertThat(wide.contains(left)).isTrue();
    assertThat(left.intersect(narrow).isEmpty()).isTrue();
  }

  @Test
  void aDenyWithoutMfaLeavesAConditionNotAHole() {
    PermissionSet allow = allowed("{'Effect':'Allow','Action':'iam:*','Resource':'*'}");
    PermissionSet deny =
        allowed(
            "{'Effect':'Deny','NotAction':['iam:ListMFADevices'],'Resource':'*',"
                + "'Condition':{'BoolIfExists':{'aws:MultiFactorAuthPresent':'false'}}}");
    PermissionSet left = allow.minus(deny);
    assertThat(left.boxes())
        .anySatisfy(
            b -> {
              assertThat(b.actions().contains("iam:CreateUser")).isTrue();
              assertThat(ConstraintText.of(b.constraint()))
                  .containsExactly("aws:MultiFactorAuthPresent is true");
            })
        .anySatisfy(
            b -> {
              assertThat(b.actions().contains("iam:ListMFADevices")).isTrue();
              assertThat(b.constraint().isFree()).isTrue();
            });
  }

  @Test
  void whatIsKnownOfThePrincipalIsDecided() {
    Knowledge alice =
        new Knowledge(
            "aws",
            Map.of("aws:username", "alice", "aws:PrincipalTag/team", "billing"),
            Map.of(),
            Set.of(),
            true);
    PermissionSet home =
        allowed(
            "{'Effect':'Allow','Action':'s3:GetObject',"
                + "'Resource':'arn:aws:s3:::home/${aws:username}/*',"
                + "'Condition':{'StringEquals':{'aws:PrincipalTag/Team':'billing'}}}",
            alice);
    assertThat(home.isConditional()).isFalse();
    assertThat(holds(home, "s3:GetObject", "arn:aws:s3:::home/alice/x")).isTrue();
    assertThat(holds(home, "s3:GetObject", "arn:aws:s3:::home/bob/x")).isFalse();
    assertThat(
            allowed(
                "{'Effect':'Allow','Action':'s3:GetObject','Resource':'*',"
                    + "'Condition':{'StringEquals':{'aws:PrincipalTag/cost':'1'}}}",
                alice))
        .isEqualTo(PermissionSet.EMPTY);
  }

  @Test
  void aVariableThatOnlyTheRequestKnowsIsCarriedNotDropped() {
    PermissionSet set =
        allowed(
            "{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::b/${s3:prefix}/*'}");
    assertThat(set.isConditional()).isTrue();
    assertThat(ConstraintText.of(set.boxes().get(0).constraint()))
        .containsExactly("resource matches arn:aws:s3:::b/${s3:prefix}/*");
  }

  @Test
  void opaqueConditionsEqualOnlyThemselves() {
    String tagged =
        "{'Effect':'Allow','Action':'ec2:CreateTags','Resource':'*',"
            + "'Condition':{'ForAllValues:StringEquals':{'aws:TagKeys':['%s']}}}";
    PermissionSet team = allowed(tagged.formatted("team"));
    assertThat(team.minus(allowed(tagged.formatted("team"))).isEmpty()).isTrue();
    assertThat(team.minus(allowed(tagged.formatted("env"))).isEmpty()).isFalse();
  }

  @Test
  void addressesNumbersAndDatesAreRanges() {
    String from =
        "{'Effect':'Allow','Action':'s3:GetObject','Resource':'*',"
            + "'Condition':{'IpAddress':{'aws:SourceIp':%s}}}";
    PermissionSet wide = allowed(from.formatted("['10.0.0.0/8','2001:db8::/32']"));
    PermissionSet halves = allowed(from.formatted("['10.0.0.0/9','10.128.0.0/9']"));
    assertThat(wide.contains(halves)).isTrue();
    assertThat(halves.contains(wide)).isFalse();
    assertThat(ConstraintText.of(wide.minus(halves).boxes().get(0).constraint()))
        .containsExactly("aws:SourceIp in 2001:db8:: to 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff");
    String until =
        "{'Effect':'Allow','Action':'rds:*','Resource':'*',"
            + "'Condition':{'DateLessThan':{'aws:CurrentTime':'%s'}}}";
    assertThat(
            allowed(until.formatted("2026-06-01T00:00:00Z"))
                .contains(allowed(until.formatted("2026-05-31"))))
        .isTrue();
  }

  @Test
  void notResourceReachesEverythingElse() {
    PermissionSet set =
        allowed("{'Effect':'Allow','Action':'s3:*','NotResource':'arn:aws:s3:::secret*'}");
    assertThat(holds(set, "s3:ListBucket", "arn:aws:s3:::open")).isTrue();
    assertThat(holds(set, "s3:ListBucket", "arn:aws:s3:::secret-1")).isFalse();
    assertThat(holds(set, "s3:ListAllMyBuckets", "*")).isTrue();
  }

  @Test
  void aDenyInAnotherPartitionHidesNothing() {
    PermissionSet left =
        allowed("{'Effect':'Allow','Action':'s3:*','Resource':'*'}")
            .minus(allowed("{'Effect':'Deny','Action':'s3:*','Resource':'arn:aws-cn:s3:::*'}"));
    assertThat(holds(left, "s3:GetObject", "arn:aws:s3:::example-bucket/k")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:*:s3:::open",
        "arn:*:iam::*:role/a*",
        "arn:*:*:*:123456789012:*",
        "*",
        "*cn*"
      })
  void aPatternReachesWhatItReachesInSomePartition(String pattern) {
    Language resources = Language.of(new GlobBuilder().pattern(pattern).asArn());
    Language some = resources.minus(Language.of(new GlobBuilder().pattern("arn:*:*:::a*").asArn()));
    for (Language language : List.of(resources, some)) {
      BitSet inSome = new BitSet();
      for (String partition : Partitions.ALL) {
        inSome.or(Reach.reachable(ActionSet.ALL, language, partition).knownBits());
      }
      assertThat(Reach.reachable(ActionSet.ALL, language, "").knownBits()).isEqualTo(inSome);
    }
  }
}
