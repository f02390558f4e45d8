package org.iamaudit.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.Optional;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.Principal;
import org.iamaudit.snapshot.SnapshotReader;
import org.iamaudit.usage.PrincipalUsage.DeniedAttempt;
import org.junit.jupiter.api.Test;

/** Asks about {@code snapshot/complete}, as of 2026-09-01 with a period of 90 days. */
class UsageEvidenceTest {
  private static final Instant AS_OF = Instant.parse("2026-09-01T00:00:00Z");

  private final AccountSnapshot snapshot =
      SnapshotReader.read(Path.of("src/test/resources/snapshot/complete"));
  private final UsageEvidence evidence = new UsageEvidence(snapshot, AS_OF, Period.ofDays(90));

  private Use use(String principal, String service, String action) {
    return usage(evidence, principal).use(service, action);
  }

  private PrincipalUsage usage(UsageEvidence from, String name) {
    return from.of(principal(name));
  }

  private Principal principal(String name) {
    return snapshot.principals().stream().filter(p -> p.name().equals(name)).findFirst().get();
  }

  private static Use expected(UseState state, String time, String source) {
    return new Use(state, Optional.of(Instant.parse(time)), source);
  }

  @Test
  void trackedActionUsedWithinThePeriodIsUsed() {
    assertThat(use("alice", "s3", "ListAllMyBuckets"))
        .isEqualTo(expected(UseState.USED, "2026-08-20T00:00:00Z", "action last accessed"));
    assertThat(use("alice", "S3", "LISTALLMYBUCKETS").state()).isEqualTo(UseState.USED);
  }

  @Test
  void trackedActionUsedEarlierOrNeverIsNotUsed() {
    assertThat(use("alice", "s3", "DeleteBucket"))
        .isEqualTo(expected(UseState.NOT_USED, "2026-01-01T00:00:00Z", "action last accessed"));
    assertThat(use("alice", "s3", "CreateBucket"))
        .isEqualTo(new Use(UseState.NOT_USED, Optional.empty(), "action last accessed"));
  }

  @Test
  void untrackedActionOfAServiceInUseIsUnknown() {
    assertThat(use("alice", "s3", "PutObject"))
        .isEqualTo(expected(UseState.NOT_TRACKED, "2026-08-20T00:00:00Z", "service last accessed"));
  }

  @Test
  void serviceLevelReportSaysNothingOfActionsOfAServiceInUse() {
    assertThat(use("worker", "dynamodb", "CreateTable"))
        .isEqualTo(expected(UseState.NOT_TRACKED, "2026-08-22T00:00:00Z", "service last accessed"));
  }

  @Test
  void nothingOfAnUnusedServiceIsUsed() {
    assertThat(use("bob", "sqs", "SendMessage"))
        .isEqualTo(new Use(UseState.NOT_USED, Optional.empty(), "service last accessed"));
    assertThat(use("worker", "kms", "Decrypt"))
        .isEqualTo(expected(UseState.NOT_USED, "2025-12-24T00:00:00Z", "service last accessed"));
  }

  @Test
  void serviceThatTheReportDoesNotListIsUnknown() {
    assertThat(use("alice", "glue", "GetTable"))
        .isEqualTo(new Use(UseState.NOT_TRACKED, Optional.empty(), "none"));
  }

  @Test
  void passRoleIsNeverTracked() {
    assertThat(use("alice", "iam", "PassRole"))
        .isEqualTo(expected(UseState.NOT_TRACKED, "2026-08-21T00:00:00Z", "service last accessed"));
  }

  @Test
  void principalYoungerThanThePeriodHasNotHadTheTime() {
    UsageEvidence years = new UsageEvidence(snapshot, AS_OF, Period.ofYears(2));

    assertThat(usage(years, "bob").use("sqs", "SendMessage"))
        .isEqualTo(new Use(UseState.WINDOW_TOO_SHORT, Optional.empty(), "service last accessed"));
    assertThat(usage(years, "alice").use("s3", "DeleteBucket").state()).isEqualTo(UseState.USED);
    assertThat(usage(years, "alice").use("s3", "CreateBucket").state())
        .isEqualTo(UseState.WINDOW_TOO_SHORT);
  }

  @Test
  void eventShowsUseThatIsNotTracked() {
    assertThat(use("alice", "s3", "GetObject"))
        .isEqualTo(expected(UseState.USED, "2026-08-25T00:00:00Z", "CloudTrail"));
    assertThat(use("worker", "s3", "GetObject").state()).isEqualTo(UseState.NOT_TRACKED);
  }

  @Test
  void eventNamesAreThoseOfTheActions() {
    assertThat(use("worker", "lambda", "CreateFunction"))
        .isEqualTo(expected(UseState.USED, "2026-08-25T01:00:00Z", "CloudTrail"));
    assertThat(use("alice", "cloudwatch", "PutMetricData").state()).isEqualTo(UseState.USED);
  }

  @Test
  void callThatFailedIsNoUse() {
    assertThat(use("alice", "sqs", "DeleteQueue").state()).isEqualTo(UseState.NOT_USED);
    assertThat(use("alice", "ec2", "DescribeInstances").state()).isEqualTo(UseState.NOT_TRACKED);
  }

  @Test
  void deniedAttemptsWithinThePeriodAreCounted() {
    assertThat(usage(evidence, "alice").deniedAttempts())
        .containsExactly(
            new DeniedAttempt("ec2:DescribeInstances", 2, Instant.parse("2026-08-26T03:00:00Z")),
            new DeniedAttempt("s3:ListBucket", 1, Instant.parse("2026-08-26T04:00:00Z")));
    assertThat(usage(evidence, "bob").deniedAttempts()).isEmpty();
  }

  @Test
  void withoutReportsNothingIsKnown() {
    AccountSnapshot bare =
        SnapshotReader.read(Path.of("src/test/resources/snapshot/gaps/policy-not-listed"));
    UsageEvidence none = new UsageEvidence(bare, AS_OF, Period.ofDays(90));

    assertThat(none.of(bare.principals().get(0)).use("s3", "ListAllMyBuckets"))
        .isEqualTo(new Use(UseState.NOT_TRACKED, Optional.empty(), "none"));
  }

  @Test
  void periodBeginsWithItsFirstMomentAndHasNoEnd() {
    assertThat(evidence.withinPeriod(Instant.parse("2026-06-03T00:00:00Z"))).isTrue();
    assertThat(evidence.withinPeriod(Instant.parse("2026-06-02T23:59:59Z"))).isFalse();
    assertThat(evidence.withinPeriod(AS_OF.plusSeconds(3600))).isTrue();
  }
}
