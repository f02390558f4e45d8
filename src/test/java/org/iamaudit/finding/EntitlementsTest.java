package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.iamaudit.finding.Entitlement.Reach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of each policy that somebody holds. */
class EntitlementsTest {
  private static final String TOPICS =
      "{\"Effect\":\"Allow\",\"Action\":[\"sns:Publish\",\"sns:ListTopics\"],\"Resource\":\"*\"}";

  private static final String DENY =
      "{\"Effect\":\"Deny\",\"Action\":\"sns:*\",\"Resource\":\"*\"}";

  @TempDir Path directory;

  private Entitlement entitlement(SmallAccount account) throws Exception {
    List<PrincipalResult> principals = account.baseline("b", "requires: []").audit().principals();
    assertThat(principals.get(0).entitlements()).hasSize(1);
    return principals.get(0).entitlements().get(0);
  }

  /** Who counts the attached policies finds each of them. */
  @Test
  void aPolicyThatOnlyDeniesIsOneToo() throws Exception {
    Entitlement nothing = entitlement(new SmallAccount(directory).user("ann", DENY));

    assertThat(nothing.name()).isEqualTo("p");
    assertThat(nothing.reach()).contains(new Reach(0, Optional.empty(), false, false, false));
    assertThat(nothing.lastUsedStatus()).isEqualTo("NOT_APPLICABLE");
  }

  @Test
  void ofAPolicyThatCannotBeReadNothingIsSaid() throws Exception {
    Entitlement broken =
        entitlement(new SmallAccount(directory).user("ann", "{\"Effect\":\"Perhaps\"}"));

    assertThat(broken.reach()).isEmpty();
    assertThat(broken.lastUsedStatus()).isEqualTo("NOT_TRACKED");
  }

  /** What a role's own trust policy grants to somebody is no part of the permission set. */
  @Test
  void aPermissionSetIsWhatItsRoleHolds() throws Exception {
    String sso = "arn:aws:iam::%s:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Topics_1";
    String trusting =
        "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"AWS\":\"%s\"}}";
    SmallAccount account =
        new SmallAccount(directory)
            .role("open", trusting.formatted(sso.formatted(SmallAccount.ID)), DENY)
            .permissionSet("AWSReservedSSO_Topics_1", TOPICS);

    assertThat(account.baseline("b", "requires: []").audit().principals())
        .filteredOn(p -> p.principal().name().startsWith("AWSReservedSSO_"))
        .flatExtracting(PrincipalResult::entitlements)
        .extracting(e -> e.type() + " " + e.name())
        .containsExactlyInAnyOrder("permission set p", "trust policy open");
  }

  @Test
  void withoutReportsNobodyKnowsWhatIsUsed() throws Exception {
    assertThat(entitlement(new SmallAccount(directory).user("ann", TOPICS)).lastUsedStatus())
        .isEqualTo("NOT_TRACKED");
  }

  /** A use of an action long ago is no use of the service now. */
  @ParameterizedTest
  @CsvSource({
    "2026-10-30, 2026-10-30, USED",
    "2026-01-30, 2026-01-30, NOT_USED",
    "2026-10-30, 2026-01-30, NOT_TRACKED",
  })
  void theUseOfAPolicyIsThatOfItsActions(String service, String action, String status)
      throws Exception {
    String report =
        """
        {"Arn":"arn:aws:iam::%s:user/ann","JobStatus":"COMPLETED","JobType":"ACTION_LEVEL",
        "JobCompletionDate":"2026-10-31T00:00:00Z","ServicesLastAccessed":[{"ServiceName":"SNS",
        "ServiceNamespace":"sns","LastAuthenticated":"%sT00:00:00Z","TrackedActionsLastAccessed":[
        {"ActionName":"ListTopics","LastAccessedTime":"%sT00:00:00Z"}]}]}
        """
            .formatted(SmallAccount.ID, service, action)
            .replace("\n", "");

    Entitlement topics =
        entitlement(
            new SmallAccount(directory)
                .user("ann", TOPICS)
                .file("service-last-accessed.jsonl", report));
    assertThat(topics.lastUsedStatus()).isEqualTo(status);
    assertThat(topics.lastUsed()).isPresent();
  }
}
