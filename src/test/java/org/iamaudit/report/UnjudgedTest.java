package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.IamGroup;
import org.iamaudit.snapshot.SnapshotFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Nobody passes of whom something was not read: neither a principal nor a control. */
class UnjudgedTest {
  private static final PrincipalRef ROOT =
      new PrincipalRef("root", "root", "arn:aws:iam::123456789012:root", "root");
  private final SampleAccount account =
      new SampleAccount("123456789012", "prod").user("clean").baselines("b");

  @Test
  void userOfWhomTwoReportsAreMissingDoesNotPass() {
    AccountResult built = account.build();
    Unjudged unjudged = new Unjudged(SampleResults.result(List.of(built)), built);
    assertThat(built.principals().get(0).result()).isEqualTo("PASS");
    assertThat(unjudged.verdict(built.principals().get(0))).isEqualTo("NOT_EVALUATED");
    assertThat(unjudged.reasons(built.principals().get(0)))
        .containsExactly("no row in the credential report", "no service last accessed report");
  }

  @Test
  void rootWithoutARowDoesNotPassAndStillFails() {
    assertThat(unjudged(account.build()).rootVerdict()).isEqualTo("NOT_EVALUATED");
    account.finding(ROOT, FindingType.ROOT_USED, Severity.HIGH, "was used");
    assertThat(unjudged(account.build()).rootVerdict()).isEqualTo("FAIL");
  }

  @ParameterizedTest
  @CsvSource({
    "ORGANIZATION, MISSING_PERMISSION",
    "ORGANIZATION, DENIED_ATTEMPTS",
    "RESOURCE_POLICIES, EXCESS_PERMISSION",
    "RESOURCE_POLICIES, FORBIDDEN_PERMISSION",
    "CLOUD_TRAIL, DENIED_ATTEMPTS",
    "SERVICE_LAST_ACCESSED, PERMISSION_UNUSED",
    "CREDENTIAL_REPORT, USER_MFA_MISSING",
  })
  void aSourceThatIsMissingLeavesItsRulesWithoutPasses(SnapshotFile file, FindingType type) {
    account.gap(Gap.Kind.NOT_COLLECTED, file.fileName(), "not collected", "unknown");
    Populations.Items items =
        new Populations(SampleResults.result(List.of(account.build()))).of(List.of(type));
    assertThat(items.evaluated()).isEmpty();
    assertThat(items.notEvaluated()).isEqualTo(Set.of("user arn:aws:iam::123456789012:user/clean"));
  }

  /** Nobody looked for what is forbidden to somebody of whom no baseline speaks. */
  @ParameterizedTest
  @CsvSource({
    "EXCESS_PERMISSION, false",
    "MISSING_PERMISSION, false",
    "FORBIDDEN_PERMISSION, false",
    "TRUST_EXCESS, false",
    "NO_BASELINE, true",
    "PERMISSION_UNUSED, false",
  })
  void whoHasNoBaselineIsNotComparedWithOne(FindingType type, boolean evaluated) {
    AccountResult built =
        new SampleAccount("123456789012", "prod")
            .role("worker", "lambda.amazonaws.com", SampleResults.AS_OF)
            .build();
    Populations.Items items =
        new Populations(SampleResults.result(List.of(built))).of(List.of(type));

    assertThat(items.evaluated()).hasSize(evaluated ? 1 : 0);
    assertThat(items.notEvaluated()).hasSize(evaluated ? 0 : 1);
  }

  @Test
  void aGroupThatCouldNotBeReadDoesNotPass() {
    account.group("read").group("broken");
    account.gap(
        Gap.Kind.UNREADABLE, "arn:aws:iam::123456789012:group/broken: p", "no JSON", "unknown");
    AccountResult built = account.build();
    Unjudged unjudged = new Unjudged(SampleResults.result(List.of(built)), built);
    Map<String, IamGroup> groups = built.snapshot().groups();

    assertThat(unjudged.verdict(groups.get("read"))).isEqualTo("PASS");
    assertThat(unjudged.verdict(groups.get("broken"))).isEqualTo("NOT_EVALUATED");
    account.finding(group("broken"), FindingType.ORPHAN_OBJECT, Severity.INFO, "empty");
    assertThat(unjudged(account.build()).verdict(groups.get("broken"))).isEqualTo("FAIL");
  }

  /** What people accepted is not passed: sheet Method tells EXCEPTED from PASS. */
  @Test
  void whoseFindingsAreAllAcceptedIsExcepted() {
    account.root().group("idle");
    account.finding(ROOT, FindingType.ROOT_MFA_NOT_HARDWARE, Severity.MEDIUM, "virtual");
    account.excused(Standing.Disposition.EXCEPTED, "W-1");
    account.finding(group("idle"), FindingType.ORPHAN_OBJECT, Severity.INFO, "empty");
    account.excused(Standing.Disposition.FALSE_POSITIVE, "W-2");
    AccountResult built = account.build();

    assertThat(unjudged(built).rootVerdict()).isEqualTo("EXCEPTED");
    assertThat(unjudged(built).verdict(built.snapshot().groups().get("idle")))
        .isEqualTo("EXCEPTED");
  }

  private static Unjudged unjudged(AccountResult account) {
    return new Unjudged(SampleResults.result(List.of(account)), account);
  }

  private static PrincipalRef group(String name) {
    return new PrincipalRef("group", name, "arn:aws:iam::123456789012:group/" + name, "AGPA");
  }

  @Test
  void whoWasNotJudgedFromEverySourceIsNotCountedAsEvaluated() {
    Totals totals = Totals.of(SampleResults.result(List.of(account.build())));

    assertThat(totals.policiesRead()).isEqualTo(1);
    assertThat(totals.evaluated()).isZero();
  }
}
