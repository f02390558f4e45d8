package org.iamaudit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.iamaudit.policy.ParsedPolicy;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AwsManagedPoliciesTest {
  private final AwsManagedPolicies policies = AwsManagedPolicies.get();

  @Test
  void everyPolicyWithAnArnIsThere() {
    // 1,643 in the data, 75 of which are retired and have no ARN.
    assertThat(policies.size()).isEqualTo(1_568);
  }

  @Test
  void theDateIsThatOfTheNewestPolicy() {
    assertThat(policies.date()).isEqualTo(LocalDate.of(2026, 8, 21));
  }

  @Test
  void aDocumentIsCutOutExactly() {
    assertThat(policies.document("arn:aws:iam::aws:policy/AWSBillingConductorReadOnlyAccess"))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith("{\"Statement\":[{\"Action\":[\"billingconductor:List*\",")
                    .endsWith("\"Version\":\"2012-10-17\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::aws:policy/AdministratorAccess",
        "arn:aws:iam::aws:policy/ReadOnlyAccess",
        "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess",
        "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
      })
  void policiesInAllPathsAreFound(String arn) {
    ParsedPolicy parsed =
        PolicyParser.parse(policies.document(arn).orElseThrow(), PolicyKind.IDENTITY);

    assertThat(parsed.document()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::aws:policy/readonlyaccess",
        "arn:aws:iam::111122223333:policy/ReadOnlyAccess",
        "ReadOnlyAccess",
        ""
      })
  void othersAreNot(String arn) {
    assertThat(policies.document(arn)).isEmpty();
  }
}
