package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** BAS-008 says what is wrong: the name, or the resources. */
class IneffectiveStatementsTest {
  @TempDir Path directory;

  @Test
  void namesAndResourcesAreToldApart() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .user(
                "ann",
                "{\"Sid\":\"A\",\"Effect\":\"Allow\",\"Resource\":\"arn:aws:s3:::b/*\","
                    + "\"Action\":[\"s3:ListBucket\",\"s3:GetObject\",\"s3:GetObjekt\"]}")
            .baseline("b", "")
            .audit();

    assertThat(SmallAccount.of(result, FindingType.BASELINE_OR_POLICY_INEFFECTIVE, "ann"))
        .singleElement()
        .satisfies(
            f ->
                assertThat(f.title())
                    .isEqualTo(
                        "in inline p / A: s3:GetObjekt matches no action; s3:ListBucket applies to"
                            + " none of the resources named"));
  }

  /** Nobody can edit them; but what is granted beyond the catalogue must not look clean. */
  @Test
  void policiesOfAwsAreReportedForServicesThatTheCatalogueLacks() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .policy(
                "aws",
                "New",
                "{\"Effect\":\"Allow\",\"Resource\":\"*\","
                    + "\"Action\":[\"newservice:*\",\"s3:NoSuchAction\",\"s3:GetObject\",\"*\"]},"
                    + "{\"Effect\":\"Deny\",\"Resource\":\"*\",\"Action\":\"other:*\"}")
            .user("ann", "")
            .baseline("b", "")
            .audit();

    assertThat(result.findings())
        .filteredOn(f -> f.type() == FindingType.BASELINE_OR_POLICY_INEFFECTIVE)
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.principal().arn()).isEqualTo("arn:aws:iam::aws:policy/New");
              assertThat(f.title())
                  .endsWith(": newservice:* in services that the catalogue lacks: not compared");
            });
  }

  /** No request leaves its partition: such a rule looks strict and never applies. */
  @Test
  void whatIsOfAnotherPartitionDoesNothing() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .user(
                "ann",
                "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\","
                    + "\"Resource\":\"arn:aws-cn:s3:::b/*\"}")
            .baseline("gov", "forbids: [{Action: 's3:*', Resource: 'arn:aws-us-gov:s3:::b/*'}]")
            .baseline(
                "any",
                "forbids: [{Action: 's3:*', Resource: ['arn:aws-cn:s3:::b/*', 'arn:*:s3:::b/*']}]")
            .audit();

    assertThat(result.findings())
        .filteredOn(f -> f.type() == FindingType.BASELINE_OR_POLICY_INEFFECTIVE)
        .extracting(f -> f.principal().name())
        .containsExactlyInAnyOrder("ann", "gov");
  }

  @Test
  void baselinesOfOtherAccountsAreLeftAlone() throws Exception {
    String dead = "requires: [{Action: sns:Publsh, Resource: '*'}]";
    AccountResult result =
        new SmallAccount(directory)
            .user("ann", "")
            .baseline("here", dead)
            .baseline("elsewhere", "accounts: ['111122223333']\n" + dead)
            .audit();

    assertThat(result.findings())
        .filteredOn(f -> f.title().contains("sns:Publsh"))
        .extracting(f -> f.principal().name())
        .containsExactly("here");
  }
}
