package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That sts:AssumeRole takes two to agree: the caller's policies and the role's trust policy. */
class AssumeRoleTest {
  private static final String DEPLOY = "arn:aws:iam::123456789012:role/deploy";
  private static final String ASSUME_DEPLOY =
      "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"" + DEPLOY + "\"}";
  private static final String REQUIRES_DEPLOY =
      "requires: [{Action: sts:AssumeRole, Resource: '" + DEPLOY + "'}]";
  private static final String REQUIRES_NOTHING = "requires: []";

  @TempDir Path directory;

  private static String trust(String principal) {
    return "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":" + principal + "}";
  }

  private AccountResult audit(String statements, String trust, String baseline) throws Exception {
    return new SmallAccount(directory)
        .user("ann", statements)
        .role("deploy", trust, "")
        .baseline("b", baseline)
        .audit();
  }

  private static List<Finding> of(AccountResult result, FindingType type) {
    return SmallAccount.of(result, type, "ann");
  }

  @Test
  void aRoleThatNamesTheUserGrantsWithoutAnIdentityPolicy() throws Exception {
    String trust = trust("{\"AWS\":\"arn:aws:iam::123456789012:user/ann\"}");

    Finding excess = of(audit("", trust, REQUIRES_NOTHING), FindingType.EXCESS_PERMISSION).get(0);

    assertThat(excess.permissions().get(0).actions()).containsExactly("sts:AssumeRole");
    assertThat(excess.permissions().get(0).resources()).containsExactly(DEPLOY);
    assertThat(excess.granted().get(0).via()).isEqualTo("trust policy");
    assertThat(excess.witness()).isPresent();
    assertThat(of(audit("", trust, REQUIRES_DEPLOY), FindingType.MISSING_PERMISSION)).isEmpty();
  }

  @Test
  void aSessionWithoutANameIsNobody() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .role("ci", trust("{\"Service\":\"ec2.amazonaws.com\"}"), ASSUME_DEPLOY)
            .role("deploy", trust("{\"AWS\":\"arn:aws:sts::123456789012:assumed-role/ci/\"}"), "")
            .baseline("b", REQUIRES_NOTHING)
            .audit();

    assertThat(SmallAccount.of(result, FindingType.EXCESS_PERMISSION, "ci")).isEmpty();
  }

  @Test
  void aSessionThatIsNamedMayAndOthersMayNot() throws Exception {
    String session = trust("{\"AWS\":\"arn:aws:sts::123456789012:assumed-role/ci/night\"}");
    AccountResult result =
        new SmallAccount(directory)
            .role("ci", trust("{\"Service\":\"ec2.amazonaws.com\"}"), ASSUME_DEPLOY)
            .role("deploy", session, "")
            .baseline("b", REQUIRES_NOTHING)
            .audit();

    List<Finding> excess = SmallAccount.of(result, FindingType.EXCESS_PERMISSION, "ci");
    assertThat(excess).hasSize(2); // its own policy, and the trust policy that names the session
    assertThat(excess)
        .allSatisfy(
            finding -> {
              assertThat(finding.permissions().get(0).conditions())
                  .containsExactly("aws:userid is AROAci:night");
              assertThat(finding.witness().orElseThrow().context())
                  .containsEntry("aws:userid", List.of("AROAci:night"));
            });
  }

  @Test
  void whatTheTrustPolicyWithholdsIsMissingAlthoughThePolicyAllowsIt() throws Exception {
    AccountResult result =
        audit(ASSUME_DEPLOY, trust("{\"Service\":\"lambda.amazonaws.com\"}"), REQUIRES_DEPLOY);

    Finding missing = of(result, FindingType.MISSING_PERMISSION).get(0);
    assertThat(missing.blockedBy()).containsExactly("not allowed by the trust policy of the role");
    assertThat(missing.witness()).isPresent();
  }

  @Test
  void aRoleThatDoesNotTrustThePrincipalIsNoExcess() throws Exception {
    String service = trust("{\"Service\":\"lambda.amazonaws.com\"}");
    String everyRole = ASSUME_DEPLOY.replace("role/deploy", "role/*");

    assertThat(of(audit(ASSUME_DEPLOY, service, REQUIRES_NOTHING), FindingType.EXCESS_PERMISSION))
        .isEmpty();
    assertThat(
            of(audit(everyRole, service, REQUIRES_NOTHING), FindingType.EXCESS_PERMISSION)
                .get(0)
                .permissions()
                .get(0)
                .exceptResources())
        .containsExactly(DEPLOY);
  }

  @Test
  void rolesThatSayTheSameToEveryoneAreOneGrant() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .user("ann", "")
            .role("one", trust("\"*\""), "")
            .role("two", trust("{\"AWS\":\"*\"}"), "")
            .baseline("b", REQUIRES_NOTHING)
            .audit();

    List<Finding> excess = of(result, FindingType.EXCESS_PERMISSION);
    assertThat(excess).hasSize(1);
    assertThat(excess.get(0).granted().get(0).policy()).isEqualTo("roles that trust everyone");
    assertThat(excess.get(0).permissions().get(0).resources())
        .containsExactly(
            "arn:aws:iam::123456789012:role/one", "arn:aws:iam::123456789012:role/two");
    assertThat(excess.get(0).witness()).isPresent();
  }

  @Test
  void aDenyBesideTrustInEveryoneIsNotPassedOver() throws Exception {
    String denied =
        trust("\"*\"")
            + ",{\"Effect\":\"Deny\",\"Action\":\"sts:*\",\"Principal\":{\"AWS\":"
            + "\"arn:aws:iam::123456789012:user/ann\"}}";
    AccountResult result =
        new SmallAccount(directory)
            .user("ann", ASSUME_DEPLOY)
            .role("deploy", denied, "")
            .role("other", trust("\"*\""), "")
            .baseline("b", REQUIRES_NOTHING)
            .audit();

    assertThat(of(result, FindingType.EXCESS_PERMISSION))
        .flatExtracting(Finding::permissions)
        .flatExtracting(PermissionView::resources)
        .containsExactly("arn:aws:iam::123456789012:role/other");
  }

  @Test
  void trustInEveryoneUnderAConditionOfThePrincipalIsDecidedForEach() throws Exception {
    String onlyBob =
        "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":\"*\",\"Condition\":"
            + "{\"StringEquals\":{\"aws:username\":\"bob\"}}}";
    AccountResult result =
        new SmallAccount(directory)
            .user("ann", ASSUME_DEPLOY)
            .user("bob", "")
            .role("deploy", onlyBob, "")
            .role("twin", onlyBob, "")
            .baseline("b", REQUIRES_NOTHING)
            .audit();

    assertThat(SmallAccount.of(result, FindingType.EXCESS_PERMISSION, "ann")).isEmpty();
    assertThat(SmallAccount.of(result, FindingType.EXCESS_PERMISSION, "bob"))
        .flatExtracting(Finding::permissions)
        .flatExtracting(PermissionView::resources)
        .containsExactly(DEPLOY, DEPLOY.replace("deploy", "twin"));
  }

  @Test
  void trustInTheAccountNeedsTheIdentityPolicyToo() throws Exception {
    String account = trust("{\"AWS\":\"123456789012\"}");

    assertThat(of(audit("", account, REQUIRES_NOTHING), FindingType.EXCESS_PERMISSION)).isEmpty();
    assertThat(of(audit("", account, REQUIRES_DEPLOY), FindingType.MISSING_PERMISSION))
        .singleElement()
        .satisfies(
            f -> assertThat(f.blockedBy()).containsExactly("no identity-based policy allows it"));
    assertThat(of(audit(ASSUME_DEPLOY, account, REQUIRES_DEPLOY), FindingType.MISSING_PERMISSION))
        .isEmpty();
  }

  @Test
  void aDenyInTheTrustPolicyTakesBackWhatItGrants() throws Exception {
    String trust =
        trust("\"*\"")
            + ","
            + trust("{\"AWS\":\"arn:aws:iam::123456789012:user/ann\"}").replace("Allow", "Deny");

    AccountResult result = audit(ASSUME_DEPLOY, trust, REQUIRES_DEPLOY);

    assertThat(of(result, FindingType.EXCESS_PERMISSION)).isEmpty();
    assertThat(of(result, FindingType.MISSING_PERMISSION).get(0).blockedBy())
        .containsExactly("explicit deny in resource-based policy " + DEPLOY + " / statement 2");
  }

  @Test
  void aRoleSessionNamedByItsRoleStaysInsideTheBoundary() throws Exception {
    String boundary =
        "\"PermissionsBoundary\":{\"PermissionsBoundaryType\":\"Policy\","
            + "\"PermissionsBoundaryArn\":\"arn:aws:iam::123456789012:policy/Edge\"}";
    AccountResult result =
        new SmallAccount(directory)
            .policy("Edge", "{\"Effect\":\"Allow\",\"Action\":\"s3:*\",\"Resource\":\"*\"}")
            .role("build", trust("{\"Service\":\"codebuild.amazonaws.com\"}"), "")
            .role("bound", trust("{\"Service\":\"codebuild.amazonaws.com\"}"), "", boundary)
            .role(
                "deploy",
                trust(
                    "{\"AWS\":[\"arn:aws:iam::123456789012:role/build\","
                        + "\"arn:aws:iam::123456789012:role/bound\"]}"),
                "")
            .baseline("b", REQUIRES_NOTHING)
            .audit();

    assertThat(SmallAccount.of(result, FindingType.EXCESS_PERMISSION, "build")).hasSize(1);
    assertThat(SmallAccount.of(result, FindingType.EXCESS_PERMISSION, "bound")).isEmpty();
  }
}
