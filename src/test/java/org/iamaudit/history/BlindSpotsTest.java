package org.iamaudit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.PrincipalRef;
import org.iamaudit.finding.PrincipalResult;
import org.iamaudit.finding.Rules;
import org.iamaudit.finding.Standing;
import org.iamaudit.finding.Waiver;
import org.iamaudit.gen.PlainAccount;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.IamUser;
import org.iamaudit.snapshot.SnapshotFile;
import org.iamaudit.snapshot.SnapshotReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a finding that is gone is called, when a gap may have hidden it. */
class BlindSpotsTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/R";
  private static final Path COMPLETE = Path.of("src/test/resources/snapshot/complete");
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
  void whatWasRenamedIsTheSameByItsUniqueId() {
    String formerly = "arn:aws:iam::123456789012:role/formerly";

    assertThat(vanished("BAS-001", formerly, "AROAR", unreadable(ROLE + ": inline")).reason())
        .isEqualTo(ROLE + ": inline: broken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy/Reader", "policy/Boundary", "group/admins"})
  void whatCannotBeReadOfAPolicyHidesTheFindingsOfItsHolders(String held) throws Exception {
    AccountSnapshot snapshot = SnapshotReader.read(COMPLETE);
    IamUser alice = snapshot.users().get(0);
    String owner = alice.arn().replace("user/staff/alice", held);
    PrincipalResult result =
        new PrincipalResult(
            alice, List.of(), "READ", Map.of(), List::of, List.of(), 0, 0, List.of());
    Gap gap = unreadable(owner + ": p");
    AccountResult now = new AccountResult("a", snapshot, List.of(result), List.of(), List.of(gap));

    assertThat(
            new VanishedFinding(
                    "BAS-001",
                    new PrincipalRef("user", "alice", alice.arn(), alice.id()),
                    Optional.empty())
                .next(RULES, RULES, now)
                .reason())
        .isEqualTo(owner + ": p: broken");
  }

  /** Of an expired waiver nobody knows whether it is still needed. */
  @ParameterizedTest
  @CsvSource({
    "CREDENTIAL_REPORT, W-1, R,     NOT_EVALUATED",
    "CREDENTIAL_REPORT, W-1, other, RESOLVED",
    "CREDENTIAL_REPORT, W-2, R,     RESOLVED",
    "PASSWORD_POLICY,   W-1, R,     RESOLVED"
  })
  void aGapHidesWhatAnExpiredWaiverExcused(
      SnapshotFile file, String expired, String excused, Change.Kind kind) {
    PrincipalRef waiver = new PrincipalRef("waiver", "W-1", "waivers.yml", "waiver:W-1");
    PrincipalRef role = new PrincipalRef("role", "R", ROLE, "AROAR");
    List<Gap> gaps = List.of(file.notCollected());
    AccountResult now =
        new AccountResult(
            "a",
            PlainAccount.snapshot(List.of(VanishedFinding.ROLE), gaps),
            List.of(
                new PrincipalResult(
                    VanishedFinding.ROLE,
                    List.of(),
                    "READ",
                    Map.of(),
                    List::of,
                    List.of(),
                    0,
                    0,
                    List.of())),
            List.of(),
            gaps);

    assertThat(
            VanishedFinding.next(
                List.of(
                    new VanishedFinding("GOV-006", waiver, Optional.empty()),
                    new VanishedFinding("CRD-006", role, Optional.empty())),
                RULES,
                RULES,
                now,
                List.of(waiver(expired, excused))))
        .filteredOn(change -> change.code().equals("GOV-006"))
        .extracting(Change::kind)
        .containsExactly(kind);
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

  @Test
  void whoIsListedWithoutUniqueIdIsNotDeleted() {
    IamRole role = PlainAccount.role("R", "");
    Gap gap = unreadable(ROLE + ": unique id");
    PrincipalResult result =
        new PrincipalResult(
            role, List.of(), "READ", Map.of(), List::of, List.of(), 0, 0, List.of());
    AccountResult now =
        new AccountResult(
            "a",
            PlainAccount.snapshot(List.of(role), List.of(gap)),
            List.of(result),
            List.of(),
            List.of(gap));

    assertThat(
            new VanishedFinding(
                    "BAS-001", new PrincipalRef("role", "R", ROLE, "AROAR"), Optional.empty())
                .next(RULES, RULES, now)
                .kind())
        .isEqualTo(Change.Kind.NOT_EVALUATED);
  }

  private static Waiver waiver(String id, String principal) {
    return new Waiver(
        id,
        new Waiver.Kind(FindingType.KEY_NOT_ROTATED, principal, List.of(), Set.of()),
        Standing.Disposition.EXCEPTED,
        "owner",
        "reason",
        "",
        "approver",
        LocalDate.EPOCH,
        LocalDate.EPOCH,
        "T-1",
        Optional.empty());
  }

  private static Gap unreadable(String subject) {
    return new Gap(Gap.Kind.UNREADABLE, subject, "broken", "unknown");
  }

  private static Change vanished(String code, String arn, String uniqueId, Gap... gaps) {
    String kind = arn.startsWith("arn:") ? "role" : "baseline";
    return new VanishedFinding(code, new PrincipalRef(kind, "R", arn, uniqueId), Optional.empty())
        .next(RULES, RULES, List.of(), gaps);
  }
}
