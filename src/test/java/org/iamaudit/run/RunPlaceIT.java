package org.iamaudit.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.finding.AccountHistory;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.Change;
import org.iamaudit.finding.Standing;
import org.iamaudit.history.History;
import org.iamaudit.report.Manifest;
import org.iamaudit.report.PackageVerifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which run a run is compared with, and whose place it takes. */
class RunPlaceIT {
  private static final String FIRST = SmallAccounts.FIRST;
  private static final String SECOND = SmallAccounts.SECOND;
  private static final Instant SEPTEMBER = Instant.parse("2026-09-01T00:00:00Z");
  private static final Instant OCTOBER = Instant.parse("2026-10-01T00:00:00Z");
  private static final Instant NOVEMBER = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir Path directory;

  private SmallAccounts accounts;

  @BeforeEach
  void twoAccounts() throws IOException {
    accounts = new SmallAccounts(directory);
  }

  private AuditOutcome audit(Instant asOf, String... only) throws Exception {
    return accounts.audit(asOf, only);
  }

  private static Manifest manifest(AuditOutcome outcome) throws IOException {
    return PackageVerifier.manifest(outcome.folder()).orElseThrow();
  }

  private static String previous(AuditResult result, int account) {
    return result.history().accounts().get(account).previous().map(p -> p.runId()).orElse("none");
  }

  @Test
  void eachAccountIsComparedWithItsOwnLastRun() throws Exception {
    AuditResult both = audit(SEPTEMBER).result();
    AuditResult second = audit(OCTOBER, SECOND).result();

    AuditResult again = audit(NOVEMBER).result();

    assertThat(previous(both, 0)).isEqualTo("none");
    assertThat(previous(again, 0)).isEqualTo(both.runId());
    assertThat(previous(again, 1)).isEqualTo(second.runId());
    assertThat(again.accounts().get(1).findings())
        .allSatisfy(f -> assertThat(f.standing().runsSeen()).isIn(1, 2, 3))
        .anySatisfy(f -> assertThat(f.standing().runsSeen()).isEqualTo(3));
  }

  @Test
  void theSameRunIsFoundAndCountedOnce() throws Exception {
    audit(SEPTEMBER);
    AuditOutcome once = audit(OCTOBER);
    AuditOutcome twice = audit(OCTOBER);

    assertThat(twice.alreadyThere()).isTrue();
    assertThat(twice.folder()).isEqualTo(once.folder());
    assertThat(audit(NOVEMBER).result().accounts().get(0).findings())
        .noneSatisfy(f -> assertThat(f.standing().runsSeen()).isGreaterThan(3));
  }

  @Test
  void aRunOfTheSameMomentTakesThePlaceOfTheOneThatIsThere() throws Exception {
    AuditResult first = audit(SEPTEMBER).result();
    accounts.baseline("s3:PutObject");
    AuditOutcome made = audit(SEPTEMBER);
    AuditResult corrected = made.result();

    AuditOutcome sameMonth = audit(SEPTEMBER.plusSeconds(86_400));
    AuditResult later = audit(OCTOBER).result();

    assertThat(corrected.history().supersedes()).containsExactly(first.runId());
    assertThat(manifest(made).supersedes()).contains(first.runId());
    assertThat(manifest(sameMonth).supersedes()).isEmpty();
    assertThat(corrected.accounts().get(0).findings())
        .allSatisfy(f -> assertThat(f.standing().status()).isEqualTo(Standing.Status.NEW));
    assertThat(previous(later, 0)).isEqualTo(sameMonth.result().runId());
  }

  @Test
  void aRunOfAnOlderMomentSeesTheHistoryOfItsTimeAndChangesNothingLater() throws Exception {
    AuditResult september = audit(SEPTEMBER).result();
    AuditResult november = audit(NOVEMBER).result();

    AuditResult october = audit(OCTOBER).result();

    assertThat(previous(october, 0)).isEqualTo(september.runId());
    assertThat(previous(november, 0)).isEqualTo(september.runId());
    assertThat(previous(audit(NOVEMBER.plusSeconds(60)).result(), 0)).isEqualTo(november.runId());
  }

  @Test
  void anAccountThatIsTakenOutOfTheConfigurationLeavesTheScope() throws Exception {
    AuditResult both = audit(SEPTEMBER).result();
    accounts.configure("", FIRST);

    assertThat(audit(OCTOBER, FIRST).result().history().accounts()).hasSize(1);
    AuditOutcome everything = audit(OCTOBER);
    assertThat(everything.alreadyThere()).isFalse();
    AuditResult october = everything.result();
    AuditResult november = audit(NOVEMBER).result();

    AccountHistory left = october.history().accounts().get(1);
    assertThat(left.account().digits()).isEqualTo(SECOND);
    assertThat(left.changes())
        .hasSize(both.accounts().get(1).findings().size())
        .allSatisfy(c -> assertThat(c.kind()).isEqualTo(Change.Kind.RESOLVED))
        .allSatisfy(c -> assertThat(c.reason()).isEqualTo("OUT_OF_SCOPE"));
    assertThat(november.history().accounts()).hasSize(1);
    assertThat(
            new EvidenceCheck(Progress.none(), Optional.empty())
                .check(directory.resolve("reports")))
        .allSatisfy(v -> assertThat(v.problems()).isEmpty());
  }

  /** The run before the one without it was of another account alone. */
  @Test
  void anAccountThatWasNotInTheRunBeforeLeavesTheScopeToo() throws Exception {
    audit(SEPTEMBER);
    audit(OCTOBER, FIRST);
    accounts.configure("", FIRST);

    AuditResult november = audit(NOVEMBER).result();

    assertThat(november.history().accounts())
        .extracting(AccountHistory::account)
        .extracting(AccountId::digits)
        .containsExactly(FIRST, SECOND);
    assertThat(november.history().accounts().get(1).standing()).isEqualTo("OUT_OF_SCOPE");
  }

  @Test
  void aRunThatDiedAfterWritingItsPackageIsTakenIn() throws Exception {
    AuditResult september = audit(SEPTEMBER).result();
    Files.delete(directory.resolve("state/history.mv.db"));

    AuditResult october = audit(OCTOBER).result();

    assertThat(previous(october, 0)).isEqualTo(september.runId());
    try (History history = History.open(accounts.config().history())) {
      assertThat(history.linesBetween(SEPTEMBER, NOVEMBER)).hasSize(4);
    }
  }
}
