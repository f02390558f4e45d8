package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a trust policy lets in, against {@code trusted-by}. */
class TrustComparisonTest {
  @TempDir Path directory;

  private List<Finding> compare(String trustedBy, String... trust) throws Exception {
    return new SmallAccount(directory)
            .role("r", String.join(",", trust), "")
            .baseline("b", "trusted-by: " + trustedBy)
            .audit()
            .findings()
            .stream()
            .filter(
                f -> f.type() == FindingType.TRUST_EXCESS || f.type() == FindingType.TRUST_MISSING)
            .toList();
  }

  private static String statement(String effect, String principal, String action, String more) {
    return "{\"Effect\":\"%s\",\"Principal\":%s,\"Action\":\"%s\"%s}"
        .formatted(effect, principal, action, more);
  }

  private static String allow(String principal) {
    return statement("Allow", principal, "sts:AssumeRole", "");
  }

  @Test
  void whomADenyTakesOutIsMissing() throws Exception {
    String lambda = "{\"Service\":\"lambda.amazonaws.com\"}";

    assertThat(
            compare(
                "[lambda.amazonaws.com]",
                allow(lambda),
                statement("Deny", lambda, "sts:AssumeRole", "")))
        .singleElement()
        .satisfies(f -> assertThat(f.type()).isEqualTo(FindingType.TRUST_MISSING))
        .satisfies(
            f -> assertThat(f.blockedBy()).containsExactly("role trust policy lets nobody in"));
  }

  @Test
  void whomAStatementLetInUntilLastYearIsMissingAndNoExcess() throws Exception {
    String over = ",\"Condition\":{\"DateLessThan\":{\"aws:CurrentTime\":\"2025-12-31\"}}";
    String guest = statement("Allow", "{\"AWS\":\"999999999999\"}", "sts:AssumeRole", over);

    assertThat(compare("[]", guest)).isEmpty();
    assertThat(compare("['999999999999']", guest))
        .extracting(Finding::type)
        .containsExactly(FindingType.TRUST_MISSING);
  }

  @Test
  void aDenyOfTheAccountTakesOutItsRoles() throws Exception {
    String role = "arn:aws:iam::111122223333:role/Deploy";

    assertThat(
            compare(
                "['" + role + "']",
                allow("{\"AWS\":\"" + role + "\"}"),
                statement("Deny", "{\"AWS\":\"111122223333\"}", "sts:*", "")))
        .extracting(Finding::type)
        .containsExactly(FindingType.TRUST_MISSING);
  }

  @Test
  void anOidcProviderCannotAssumeByAssumeRole() throws Exception {
    String provider = "arn:aws:iam::123456789012:oidc-provider/tokens.example.com";
    String principal = "{\"Federated\":\"" + provider + "\"}";

    assertThat(compare("['" + provider + "']", allow(principal)))
        .extracting(Finding::type)
        .containsExactly(FindingType.TRUST_MISSING);
    assertThat(
            compare(
                "['" + provider + "']",
                statement("Allow", principal, "sts:AssumeRoleWithWebIdentity", "")))
        .isEmpty();
  }

  /** Not only those of the commercial partition. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cognito-identity.amazonaws.com",
        "cognito-identity-us-gov.amazonaws.com",
        "accounts.google.com"
      })
  void aSignInServiceAssumesWithWebIdentity(String service) throws Exception {
    String principal = "{\"Federated\":\"" + service + "\"}";
    String allow = statement("Allow", principal, "sts:AssumeRoleWithWebIdentity", "");

    assertThat(compare("[]", allow))
        .extracting(Finding::type)
        .containsExactly(FindingType.TRUST_EXCESS);
    assertThat(compare("[" + service + "]", allow)).isEmpty();
    assertThat(compare("[]", allow(principal))).isEmpty();
  }

  @Test
  void ofSeveralStatementsTheOneWithoutConditionsCounts() throws Exception {
    assertThat(
            compare(
                "[lambda.amazonaws.com]",
                allow("{\"Service\":\"lambda.amazonaws.com\"}"),
                statement(
                    "Allow",
                    "{\"AWS\":\"*\"}",
                    "sts:AssumeRole",
                    ",\"Condition\":{\"StringEquals\":{\"aws:PrincipalOrgID\":\"o-a1b2c3d4e5\"}}"),
                allow("{\"AWS\":\"*\"}")))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.CRITICAL));
  }

  @Test
  void aPatternIsMetByOneWhomItMatches() throws Exception {
    assertThat(
            compare(
                "['arn:aws:iam::123456789012:role/Deploy*']",
                allow("{\"AWS\":\"arn:aws:iam::123456789012:role/DeployA\"}")))
        .isEmpty();
  }

  /** In a policy only a whole star is a wildcard, and only among AWS principals. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"AWS\":\"arn:aws:iam::123456789012:user/*\"}",
        "{\"AWS\":\"arn:aws:iam::*:root\"}",
        "{\"Service\":\"*\"}",
        "{\"Federated\":\"*\"}"
      })
  void aWildcardThatIsNoneNamesNobody(String nobody) throws Exception {
    String ann = "arn:aws:iam::123456789012:user/ann";

    assertThat(
            compare(
                "[]", allow("{\"AWS\":\"" + ann + "\"}"), statement("Deny", nobody, "sts:*", "")))
        .extracting(Finding::type)
        .containsExactly(FindingType.TRUST_EXCESS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"AWS\":\"arn:aws:iam::123456789012:user/*\"}",
        "{\"AWS\":\"arn:aws:iam::*:root\"}",
        "{\"Service\":\"*\"}"
      })
  void aWildcardThatIsNoneLetsNobodyIn(String nobody) throws Exception {
    assertThat(compare("['arn:aws:iam::123456789012:user/ann']", allow(nobody)))
        .extracting(Finding::type)
        .contains(FindingType.TRUST_MISSING);
  }

  @Test
  void anyAccountIsNoService() throws Exception {
    assertThat(compare("['arn:aws:iam::*:root']", allow("{\"Service\":\"lambda.amazonaws.com\"}")))
        .extracting(Finding::type)
        .contains(FindingType.TRUST_EXCESS);
  }

  @Test
  void theIdOfADeletedRoleCannotAssume() throws Exception {
    assertThat(compare("[]", allow("{\"AWS\":\"AROAEXAMPLEEXAMPLEEX\"}")))
        .singleElement()
        .satisfies(f -> assertThat(f.severity()).isEqualTo(Severity.LOW))
        .satisfies(f -> assertThat(f.title()).contains("no longer exists"));
  }

  /** Whichever of them names the caller later, that will not have changed the account. */
  @Test
  void excessIsJudgedByAllBaselinesOfTheRole() throws Exception {
    assertThat(
            new SmallAccount(directory)
                .role("r", allow("{\"Service\":\"lambda.amazonaws.com\"}"), "")
                .baseline("silent", "requires: []")
                .baseline("speaking", "trusted-by: []")
                .audit()
                .findings())
        .filteredOn(f -> f.type() == FindingType.TRUST_EXCESS)
        .singleElement()
        .satisfies(f -> assertThat(f.baseline()).contains("silent, speaking"))
        .satisfies(f -> assertThat(f.recommendation()).endsWith("`trusted-by` of speaking"));
  }
}
