package org.iamaudit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.PrincipalResult;
import org.iamaudit.finding.Rules;
import org.iamaudit.finding.Severity;
import org.iamaudit.finding.Standing.Disposition;
import org.iamaudit.gen.PlainAccount;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.SnapshotFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a finding that is gone is called, when a gap may have hidden it. */
class BlindSpotsTest {
  private static final AccountId ACCOUNT = new AccountId("123456789012");
  private static final String ROLE = "arn:aws:iam::123456789012:role/R";
  private static final Instant OCTOBER = Instant.parse("2026-10-01T06:00:00Z");
  private static final Rules RULES = new Rules(new TreeMap<>(Map.of("product", "1.0")));

  @ParameterizedTest
  @CsvSource({
    "CREDENTIAL_REPORT,     USE-002, NOT_EVALUATED",
    "CREDENTIAL_REPORT,     CRD-006, NOT_EVALUATED",
    "CREDENTIAL_REPORT,     BAS-001, RESOLVED",
    "SERVICE_LAST_ACCESSED, USE-005, NOT_EVALUATED",
    "SERVICE_LAST_ACCESSED, USE-003, RESOLVED",
    "ORGANIZATION,          BAS-002, NOT_EVALUATED",
    "ORGANIZATION,          BAS-001, RESOLVED",
    "RESOURCE_POLICIES,     BAS-001, NOT_EVALUATED",
    "CLOUD_TRAIL,           BAS-009, NOT_EVALUATED",
    "PASSWORD_POLICY,       CRD-010, NOT_EVALUATED",
    "PASSWORD_POLICY,       CRD-006, RESOLVED",
    "VIRTUAL_MFA_DEVICES,   CRD-003, NOT_EVALUATED",
    "SERVER_CERTIFICATES,   CRD-011, NOT_EVALUATED",
    "ACCOUNT_SUMMARY,       BAS-001, RESOLVED",
    "SNAPSHOT,              BAS-001, RESOLVED"
  })
  void aMissingFileHidesWhatItWouldShow(SnapshotFile file, String code, Change.Kind kind) {
    assertThat(vanished(code, ROLE, "AROAR", file.notCollected()).kind()).isEqualTo(kind);
  }

  @Test
  void aPartOfAFileThatCannotBeReadHidesTheSame() {
    Gap gap = unreadable("credential-report.csv: <root_account>");

    assertThat(vanished("CRD-001", ROLE, "AROAR", gap).kind()).isEqualTo(Change.Kind.NOT_EVALUATED);
    assertThat(vanished("BAS-001", ROLE, "AROAR", gap).kind()).isEqualTo(Change.Kind.RESOLVED);
  }

  @ParameterizedTest
  @CsvSource({
    "RoleLastUsed, USE-004, NOT_EVALUATED",
    "RoleLastUsed, USE-005, RESOLVED",
    "CreateDate,   USE-005, NOT_EVALUATED",
    "CreateDate,   BAS-001, RESOLVED"
  })
  void aFieldThatNoRoleHasHidesWhatItWouldShow(String field, String code, Change.Kind kind) {
    Gap gap = unreadable("account-authorization-details.json: " + field);

    assertThat(vanished(code, ROLE, "AROAR", gap).kind()).isEqualTo(kind);
    assertThat(vanished("BAS-001", "arn:aws:iam::123456789012:role/gone", "AROAGONE", gap).reason())
        .isEqualTo("PRINCIPAL_DELETED");
  }

  @Test
  void whatCannotBeReadOfAPrincipalHidesItsOwnFindingsOnly() {
    assertThat(vanished("BAS-001", ROLE, "AROAR", unreadable(ROLE + ": inline")).reason())
        .isEqualTo(ROLE + ": inline: broken");
    assertThat(vanished("BAS-007", "staff.yml", "baseline:staff", unreadable(ROLE + ": inline")))
        .extracting(Change::reason)
        .isEqualTo("FIXED");
  }

  @Test
  void aGapThatIsNotKnownHidesEverything() {
    assertThat(vanished("BAS-001", ROLE, "AROAR", unreadable("iam:NewCall")).kind())
        .isEqualTo(Change.Kind.NOT_EVALUATED);
    assertThat(vanished("BAS-001", ROLE, "AROAR", unreadable("arn:aws:organizations::1:policy/p")))
        .extracting(Change::kind)
        .isEqualTo(Change.Kind.NOT_EVALUATED);
  }

  @Test
  void whoIsNotListedIsDeletedUnlessTheListMayBeCutOff() {
    String gone = "arn:aws:iam::123456789012:role/gone";

    assertThat(vanished("BAS-001", gone, "AROAGONE").reason()).isEqualTo("PRINCIPAL_DELETED");
    assertThat(
            vanished("BAS-001", gone, "AROAGONE", SnapshotFile.ACCOUNT_SUMMARY.notCollected())
                .kind())
        .isEqualTo(Change.Kind.NOT_EVALUATED);
    assertThat(
            vanished("BAS-001", gone, "AROAGONE", unreadable("account-authorization-details.json"))
                .kind())
        .isEqualTo(Change.Kind.NOT_EVALUATED);
    assertThat(
            vanished("USE-005", gone, "AROAGONE", SnapshotFile.SERVICE_LAST_ACCESSED.notCollected())
                .reason())
        .isEqualTo("PRINCIPAL_DELETED");
  }

  @Test
  void aNameThatWasMadeAnewIsAnotherPrincipal() {
    assertThat(vanished("BAS-001", ROLE, "AROAOLD").reason()).isEqualTo("PRINCIPAL_DELETED");
  }

  private static Gap unreadable(String subject) {
    return new Gap(Gap.Kind.UNREADABLE, subject, "broken", "unknown");
  }

  /** What becomes of a finding that the run before saw, and that this one, with gaps, does not. */
  private static Change vanished(String code, String arn, String uniqueId, Gap... gaps) {
    String kind = arn.startsWith("arn:") ? "role" : "baseline";
    FindingState state =
        new FindingState(
            "0".repeat(64),
            code,
            new PrincipalRef(kind, "R", arn, uniqueId),
            Optional.empty(),
            FindingState.Condition.SEEN,
            Severity.HIGH,
            Disposition.OPEN,
            Optional.empty(),
            OCTOBER,
            OCTOBER,
            1,
            "");
    AccountState before =
        new AccountState(
            Optional.of(new AccountHistory.Previous("r1", OCTOBER)),
            RULES,
            new TreeMap<>(Map.of(state.fingerprint(), state)));
    List<Change> changes =
        Lifecycle.advance(before, account(gaps), RULES, Optional.empty()).history().changes();
    assertThat(changes).hasSize(1);
    return changes.get(0);
  }

  private static AccountResult account(Gap... gaps) {
    IamRole role = PlainAccount.role("R");
    AccountSnapshot snapshot = PlainAccount.snapshot(List.of(role), List.of(gaps));
    return new AccountResult(
        "finance",
        snapshot,
        List.of(
            new PrincipalResult(
                role, List.of(), "READ", Map.of(), List::of, List.of(), 0, 0, List.of())),
        List.of(),
        List.of(gaps));
  }
}
