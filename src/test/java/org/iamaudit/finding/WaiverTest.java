package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.arn.AccountId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaiverTest {
  private static final AccountId ACCOUNT = new AccountId("123456789012");

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T23:59:59Z, PENDING",
    "2026-02-01T00:00:00Z, ACTIVE",
    "2026-11-30T12:00:00Z, ACTIVE",
    "2026-12-01T00:00:00Z, EXPIRING",
    "2026-12-31T23:59:59Z, EXPIRING",
    "2027-01-01T00:00:00Z, EXPIRED"
  })
  void holdsFromTheFirstDayToTheLastInUtc(Instant asOf, Waiver.Status status) {
    assertThat(waiver(Optional.empty()).status(asOf)).isEqualTo(status);
  }

  @Test
  void holdsNoLongerFromTheDayOnWhichItIsTakenBack() {
    Waiver waiver = waiver(Optional.of(LocalDate.of(2026, 6, 1)));

    assertThat(waiver.status(Instant.parse("2026-05-31T23:59:59Z")))
        .isEqualTo(Waiver.Status.ACTIVE);
    assertThat(waiver.status(Instant.parse("2026-06-01T00:00:00Z")).inForce()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "svc-*,                                  s3:get*,          true",
    "arn:aws:iam::123456789012:role/x/svc-?, s3:*,             true",
    "svc-*,                                  s3:GetObject,     false",
    "Svc-*,                                  s3:*,             false",
    "other,                                  *,                false"
  })
  void coversAFindingOnlyIfAllItsActionsLieInIt(
      String principal, String permission, boolean matches) {
    Waiver.Kind kind =
        new Waiver.Kind(
            FindingType.EXCESS_PERMISSION, principal, List.of(permission), Set.of(ACCOUNT));

    assertThat(kind.matches(finding(List.of("s3:GetObject", "s3:GetObjectAcl"))))
        .isEqualTo(matches);
  }

  @Test
  void doesNotCoverAWholeServiceByAPartOfIt() {
    Waiver.Kind kind =
        new Waiver.Kind(FindingType.EXCESS_PERMISSION, "*", List.of("s3:Get*"), Set.of());

    assertThat(kind.matches(finding(List.of("s3:*")))).isFalse();
    assertThat(
            new Waiver.Kind(FindingType.EXCESS_PERMISSION, "*", List.of("s3:Get?"), Set.of())
                .matches(finding(List.of("s3:Get*"))))
        .as("one more character is not any number")
        .isFalse();
    assertThat(kind.matches(finding(List.of()))).as("no permission at all").isFalse();
  }

  @Test
  void namesOneFindingByTheBeginningOfItsFingerprint() {
    Finding finding = finding(List.of());

    assertThat(new Waiver.OneFinding("0123456789ab", List.of()).matches(finding)).isTrue();
    assertThat(new Waiver.OneFinding("0123456789ac", List.of()).matches(finding)).isFalse();
  }

  @Test
  void coversOneFindingAsFarAsItsPermissionsGo() {
    Waiver.OneFinding bound = new Waiver.OneFinding("0123456789ab", List.of("s3:Get*"));

    assertThat(bound.matches(finding(List.of("s3:GetObject")))).isTrue();
    assertThat(bound.matches(finding(List.of("s3:GetObject", "s3:DeleteObject")))).isFalse();
    assertThat(bound.text()).isEqualTo("finding F-0123456789ab for s3:Get*");
  }

  /** What a later waiver excuses is not active again, whatever became of the first one. */
  @Test
  void isNotToldToHaveExpiredWhereAnotherExcusesTheSame() throws Exception {
    Instant later = Instant.parse("2027-02-01T00:00:00Z");
    AccountResult account =
        new SmallAccount(directory)
            .user("ann", "{\"Effect\":\"Allow\",\"Action\":\"sns:*\",\"Resource\":\"*\"}")
            .baseline("b", "requires: []")
            .audit();
    Waiver.Target target =
        new Waiver.Kind(FindingType.EXCESS_PERMISSION, "ann", List.of(), Set.of());
    Waiver expired = waiver("W-1", target, LocalDate.of(2026, 12, 31), Optional.empty());
    Waiver renewed = waiver("W-2", target, LocalDate.of(2027, 12, 31), Optional.empty());

    assertThat(new Waivers("w.yml", List.of(expired)).applyTo(account, later).findings())
        .filteredOn(f -> f.type() == FindingType.EXCEPTION_EXPIRED)
        .singleElement()
        .satisfies(f -> assertThat(f.title()).contains("1 finding is active again"));
    assertThat(new Waivers("w.yml", List.of(expired, renewed)).applyTo(account, later).findings())
        .noneMatch(f -> f.type() == FindingType.EXCEPTION_EXPIRED);
  }

  private static Waiver waiver(Optional<LocalDate> revoked) {
    return waiver(
        "W-1",
        new Waiver.OneFinding("0123456789ab", List.of()),
        LocalDate.of(2026, 12, 31),
        revoked);
  }

  private static Waiver waiver(
      String id, Waiver.Target target, LocalDate expires, Optional<LocalDate> revoked) {
    return new Waiver(
        id,
        target,
        Standing.Disposition.EXCEPTED,
        "owner",
        "reason",
        "",
        "approver",
        LocalDate.of(2026, 2, 1),
        expires,
        "T-1",
        revoked);
  }

  private static Finding finding(List<String> actions) {
    return new Finding(
        "F-0123456789ab",
        "0123456789ab" + "0".repeat(52),
        FindingType.EXCESS_PERMISSION,
        Severity.HIGH,
        Standing.first(Instant.EPOCH),
        ACCOUNT,
        new PrincipalRef("role", "svc-1", "arn:aws:iam::123456789012:role/x/svc-1", "AROA1"),
        "title",
        Optional.empty(),
        List.of(),
        actions.isEmpty()
            ? List.of()
            : List.of(new PermissionView(actions, List.of("*"), List.of(), List.of())),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        "remove it");
  }
}
