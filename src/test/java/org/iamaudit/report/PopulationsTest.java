package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountAudit;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Thresholds;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.SnapshotReader;
import org.junit.jupiter.api.Test;

class PopulationsTest {

  /** All waivers stand in one file, which is what their findings have for an ARN. */
  @Test
  void everyExpiredWaiverIsAnItemOfItsOwn() {
    assertThat(List.of("W-1", "W-2")).map(PopulationsTest::item).doesNotHaveDuplicates();
  }

  /** All of the population is counted, what passes too. */
  @Test
  void aWaiverThatHasNotExpiredPasses() {
    Populations.Items items =
        new Populations(SampleResults.complete()).of(List.of(FindingType.EXCEPTION_EXPIRED));

    assertThat(items.evaluated())
        .containsExactlyInAnyOrder(
            "waiver =W-2", "waiver W-2026-001", "waiver W-2026-002", "waiver W-2026-003");
  }

  @Test
  void ofAnExpiredWaiverAGapMayHideWhatIsLeft() {
    Populations.Items items =
        new Populations(SampleResults.rich()).of(List.of(FindingType.EXCEPTION_EXPIRED));

    assertThat(items.notEvaluated()).containsExactly("waiver W-2026-002");
    assertThat(items.evaluated()).hasSize(3);
  }

  /** BAS-008 is about whatever is written: groups, policies and baselines as well as principals. */
  @Test
  void whateverMayNameWhatDoesNotExistIsAnItem() {
    List<FindingType> ineffective = List.of(FindingType.BASELINE_OR_POLICY_INEFFECTIVE);

    assertThat(new Populations(SampleResults.complete()).of(ineffective).evaluated())
        .contains(
            "user arn:aws:iam::012345678901:user/alice",
            "group arn:aws:iam::012345678901:group/operators",
            "baseline pipeline.yml");
    assertThat(new Populations(audited("complete")).of(ineffective).evaluated())
        .anyMatch(item -> item.startsWith("policy arn:aws:iam::111122223333:policy/"));
  }

  private static AuditResult audited(String snapshot) {
    Instant asOf = Instant.parse("2026-09-01T00:00:00Z");
    AccountSnapshot read =
        SnapshotReader.read(Path.of("src/test/resources/snapshot").resolve(snapshot));
    return SampleResults.result(
        List.of(AccountAudit.audit("a", read, List.of(), Thresholds.DEFAULT, asOf, p -> {})), asOf);
  }

  private static String item(String waiver) {
    return Populations.item(
        SampleFindings.finding(
            new AccountId("123456789012"),
            new PrincipalRef("waiver", waiver, "waivers.yml", "waiver:" + waiver),
            FindingType.EXCEPTION_EXPIRED,
            Severity.MEDIUM,
            "expired",
            List.of(),
            1));
  }
}
