package org.iamaudit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.iamaudit.catalog.ConditionKeyType.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected figures: Service Authorization Reference of 2026-09-26. */
class CatalogTest {
  private static final Catalog CATALOG = Catalog.get();

  @Test
  void isOfTheDayOfItsVersion() {
    assertThat(CATALOG.version()).isEqualTo("0.21.202609261");
    assertThat(CATALOG.date()).isEqualTo(LocalDate.of(2026, 9, 26));
  }

  @Test
  void hasEveryServiceAndAction() {
    assertThat(CATALOG.services()).hasSize(456);
    assertThat(CATALOG.size()).isEqualTo(22_091);
    long withoutResource =
        actions().filter(action -> CATALOG.resourceTypes(action).length == 0).count();
    assertThat(withoutResource).isEqualTo(6_724);
  }

  @Test
  void actionsOfAServiceAreOneRangeInOrderOfNames() {
    int next = 0;
    for (Service service : CATALOG.services()) {
      assertThat(service.firstAction()).isEqualTo(next);
      next = service.endAction();
      for (int i = service.firstAction(); i < next; i++) {
        assertThat(CATALOG.serviceOf(i)).isEqualTo(service);
        assertThat(CATALOG.lowerCaseAction(i))
            .isEqualTo(CATALOG.action(i).toLowerCase(Locale.ROOT))
            .isEqualTo(service.prefix() + ":" + CATALOG.lowerCaseName(i));
        if (i > service.firstAction()) {
          assertThat(CATALOG.lowerCaseAction(i)).isGreaterThan(CATALOG.lowerCaseAction(i - 1));
        }
      }
    }
    assertThat(next).isEqualTo(CATALOG.size());
  }

  @Test
  void everyActionIsFoundWithoutCase() {
    actions()
        .forEach(
            action -> {
              assertThat(CATALOG.index(CATALOG.action(action))).hasValue(action);
              assertThat(CATALOG.index(CATALOG.action(action).toUpperCase(Locale.ROOT)))
                  .hasValue(action);
            });
    assertThat(CATALOG.service("BillingConductor")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", ":", "s3", "s3:", "s3:NoSuchAction", "nosuch:GetObject", "s3:*"})
  void whatIsNoActionIsNotFound(String text) {
    assertThat(CATALOG.index(text)).isEmpty();
  }

  // AWS Billing Conductor: iam-semantics 6

  @ParameterizedTest
  @CsvSource({
    "*, 34",
    "List*, 11",
    "Update*, 5",
    "Create*, 4",
    "Delete*, 4",
    "Get*, 2",
    "Batch*, 2",
    "Associate*, 2",
    "Disassociate*, 2",
    "*Tag*, 3",
    "*BillingGroup*, 6",
    "*CustomLineItem*, 8",
    "Execute*, 0",
    "Cancel*, 0",
    "Put*, 0",
    "Describe*, 0",
    "Start*, 0",
    "Stop*, 0",
    "Approve*, 0",
    "Export*, 0"
  })
  void patternsOverBillingConductorExpand(String name, int count) {
    assertThat(CATALOG.expand("billingconductor:" + name).cardinality()).isEqualTo(count);
  }

  @Test
  void billingConductorHasItsAccessLevels() {
    Map<AccessLevel, Integer> counts = new HashMap<>();
    billingConductor().forEach(action -> counts.merge(CATALOG.level(action), 1, Integer::sum));

    assertThat(counts)
        .isEqualTo(
            Map.of(
                AccessLevel.WRITE,
                19,
                AccessLevel.READ,
                9,
                AccessLevel.LIST,
                4,
                AccessLevel.TAGGING,
                2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "AssociateAccounts              | billinggroup",
        "AssociatePricingRules          | pricingplan pricingrule",
        "CreatePricingPlan              | pricingrule",
        "DeleteCustomLineItem           | customlineitem",
        "TagResource                    | billinggroup customlineitem pricingplan pricingrule",
        "ListBillingGroups              | ''",
        "UpdateBillingTransferPreference| ''",
      })
  void billingConductorActionsHaveTheirResources(String name, String types) {
    int action = CATALOG.index("billingconductor:" + name).orElseThrow();

    assertThat(
            Arrays.stream(CATALOG.resourceTypes(action))
                .mapToObj(id -> CATALOG.resourceTypes().get(id).name().toLowerCase(Locale.ROOT))
                .sorted())
        .containsExactlyInAnyOrderElementsOf(
            types.isEmpty() ? List.of() : List.of(types.split(" ")));
  }

  @Test
  void nineBillingConductorActionsTakeNoResource() {
    assertThat(billingConductor().filter(a -> CATALOG.resourceTypes(a).length == 0).count())
        .isEqualTo(9);
  }

  @Test
  void billingConductorResourcesHaveArnsWithoutRegion() {
    List<String> formats =
        CATALOG.resourceTypes().stream()
            .filter(type -> type.service().equals("billingconductor"))
            .map(ResourceType::arnFormat)
            .toList();

    assertThat(formats)
        .hasSize(4)
        .allMatch(format -> format.startsWith("arn:${Partition}:billingconductor::${Account}:"));
  }

  @Test
  void billingConductorIsOutsideRcps() {
    assertThat(CATALOG.rcpServices())
        .contains("s3", "sts", "kms")
        .doesNotContain("billingconductor");
  }

  // Expanding: iam-semantics 1.2

  @ParameterizedTest
  @ValueSource(strings = {"*", "*:*"})
  void everythingExpandsToEverything(String pattern) {
    assertThat(CATALOG.expand(pattern).cardinality()).isEqualTo(CATALOG.size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "s3:",
        "s*:GetObject",
        "?3:GetObject",
        "*:GetObject",
        "s3",
        "s3*",
        "s3:Get:Object",
        " s3:GetObject",
        "nosuch:*",
        "**"
      })
  void whatMatchesNoActionExpandsToNone(String pattern) {
    assertThat(CATALOG.expand(pattern).isEmpty()).isTrue();
  }

  @Test
  void wildcardsStandAnywhereInTheNameAndIgnoreCase() {
    assertThat(names("S3:gEt?BJECT")).containsExactly("s3:GetObject");
    assertThat(names("iam:*AccessKey"))
        .containsExactly("iam:CreateAccessKey", "iam:DeleteAccessKey", "iam:UpdateAccessKey");
    assertThat(names("iam:passrole")).containsExactly("iam:PassRole");
  }

  @Test
  void starIsAlsoNothingAndQuestionMarkIsNot() {
    assertThat(names("s3:GetObject*")).contains("s3:GetObject", "s3:GetObjectAcl");
    assertThat(names("s3:GetObject?")).isEmpty();
  }

  // Resources

  @Test
  void anActionThatNeedsAResourceDoesNotReachStar() {
    assertThat(
            CATALOG.reachesStar(CATALOG.index("billingconductor:CreateBillingGroup").orElseThrow()))
        .isFalse();
    assertThat(
            CATALOG.reachesStar(CATALOG.index("billingconductor:ListBillingGroups").orElseThrow()))
        .isTrue();
  }

  // Condition keys

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aws:SourceIp                                  | IP_ADDRESS | false",
        "AWS:sourceip                                  | IP_ADDRESS | false",
        "aws:PrincipalArn                              | ARN        | false",
        "aws:PrincipalOrgPaths                         | STRING     | true",
        "aws:TagKeys                                   | STRING     | true",
        "aws:CalledVia                                 | STRING     | true",
        "aws:MultiFactorAuthPresent                    | BOOL       | false",
        "aws:MultiFactorAuthAge                        | NUMERIC    | false",
        "aws:CurrentTime                               | DATE       | false",
        "aws:PrincipalTag/team                         | STRING     | false",
        "aws:resourcetag/Cost:Center/x                 | STRING     | false",
        "aws:RequestTag/                               | STRING     | false",
        "s3:ExistingObjectTag/env                      | STRING     | false",
        "kms:EncryptionContext:Project                 | STRING     | false",
        "kms:EncryptionContext:a/b                     | STRING     | false",
        "codebuild:secondaryArtifacts/x.encryptionDisabled | BOOL   | false",
        "events:Metadata/x                             | STRING     | true",
        "token.actions.acme.ghe.com:environment        | STRING     | false",
        "s3:max-keys                                   | NUMERIC    | false",
        "billingconductor:PricingPlanArn               | ARN        | false",
      })
  void conditionKeysHaveTypes(String key, Kind kind, boolean multivalued) {
    assertThat(CATALOG.keyType(key)).contains(new ConditionKeyType(kind, multivalued));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "aws:", "aws:NoSuchKey", "SourceIp", "nosuch/x", ":", "a:b:c"})
  void unknownConditionKeysHaveNone(String key) {
    assertThat(CATALOG.keyType(key)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "AWS:SOURCEIP, aws:SourceIp",
    "aws:resourcetag/TeAm, aws:ResourceTag/TeAm",
    "KMS:encryptioncontext:App, kms:EncryptionContext:App",
    "my:Key, my:Key"
  })
  void conditionKeysAreSpeltAsAwsDoes(String key, String name) {
    assertThat(CATALOG.keyName(key)).isEqualTo(name);
  }

  private static Stream<Integer> actions() {
    return IntStream.range(0, CATALOG.size()).boxed();
  }

  private static Stream<Integer> billingConductor() {
    return CATALOG.expand("billingconductor:*").stream().boxed();
  }

  private static List<String> names(String pattern) {
    List<String> names = new ArrayList<>();
    CATALOG.expand(pattern).stream().forEach(action -> names.add(CATALOG.action(action)));
    return names;
  }
}
