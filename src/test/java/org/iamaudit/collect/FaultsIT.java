package org.iamaudit.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.iamaudit.collect.AwsCall.Grant;
import org.iamaudit.collect.CollectException.Kind;
import org.iamaudit.collect.server.FakeAnswer;
import org.iamaudit.collect.server.FakeAws;
import org.iamaudit.collect.server.FakeError;
import org.iamaudit.collect.server.Faults;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.SnapshotFile;
import org.iamaudit.snapshot.SnapshotReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever goes wrong, the account is read in full, or what is missing is named, or it fails. */
class FaultsIT {
  private static final String ACCOUNT = TestCollection.SAMPLE_ACCOUNT;
  private static final String DETAILS = "iam:GetAccountAuthorizationDetails";
  private static final String ALICE = "arn:aws:iam::123456789012:user/finance/alice.keller";

  @TempDir Path directory;

  private FakeAws aws =
      FakeAws.start(List.of(TestCollection.SAMPLE), FakeAws.Options.DEFAULT.withPages(25, 3));

  @AfterEach
  void stop() {
    aws.close();
  }

  static Stream<UnaryOperator<FakeAnswer>> spoilt() {
    return Stream.of(Faults::truncated, Faults::malformed, Faults::proxyPage);
  }

  @ParameterizedTest
  @MethodSource("spoilt")
  void anAnswerThatCannotBeReadIsAskedForAgain(UnaryOperator<FakeAnswer> how) throws Exception {
    aws.setFaults(
        Faults.all(
            Faults.spoil(DETAILS, 2, how),
            Faults.spoil("iam:GetServiceLastAccessedDetails", 5, how),
            Faults.spoil("organizations:ListPoliciesForTarget", 2, how),
            Faults.spoil("s3:ListBuckets", 1, how)));
    assertComplete(collect());
  }

  @Test
  void answersThatTakeTooLongAreAskedForAgain() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    aws.setFaults(
        Faults.spoil(
            DETAILS,
            2,
            answer -> {
              try {
                closed.await(2, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return answer;
            }));
    CollectSettings settings = TestCollection.settings(aws.endpoint(), directory);
    CollectSettings impatient =
        TestCollection.withLimits(
            settings,
            new CollectSettings.Limits(20, Duration.ofMinutes(10), Duration.ofMillis(300)));
    assertComplete(TestCollection.snapshot(TestCollection.planOf(impatient, ACCOUNT), ACCOUNT));
    closed.countDown();
  }

  @Test
  void serverErrorsThatPassDoNoHarm() throws Exception {
    aws.setFaults(
        Faults.fail(
            call -> call.number() % 3 == 0, new FakeError(500, "ServiceFailure", "try again")));
    assertComplete(collect());
  }

  @Test
  void serverErrorsThatStayAreAGap() throws Exception {
    aws.setFaults(
        Faults.fail(
            call -> call.name().equals("iam:GetCredentialReport"),
            new FakeError(500, "ServiceFailure", "try again")));
    assertThat(gaps(collect()))
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.subject()).isEqualTo(SnapshotFile.CREDENTIAL_REPORT.fileName());
              assertThat(gap.reason()).contains("ServiceFailure", "given up after", "PT10M");
            });
  }

  @Test
  void withoutTheDetailsThereIsNoSnapshot() {
    aws.setFaults(
        Faults.fail(
            call -> call.name().equals(DETAILS), new FakeError(503, "ServiceUnavailable", "no")));
    CollectException e = failure();
    assertThat(e.getMessage()).contains(ACCOUNT, DETAILS, "ServiceUnavailable");
    assertThat(directory.resolve(ACCOUNT)).isDirectoryNotContaining("glob:**/2*");
  }

  /** Calls that are not made for one account of the sample, or without which there is nothing. */
  static Stream<AwsCall> callsThatCanBeMissed() {
    return Stream.of(AwsCall.values())
        .filter(call -> call.grant() == Grant.ACCOUNT || call.grant() == Grant.ORGANIZATION)
        .filter(
            call ->
                !Set.of(
                        AwsCall.GET_ACCOUNT_AUTHORIZATION_DETAILS,
                        AwsCall.LIST_ACCOUNTS,
                        AwsCall.LIST_TAGS_FOR_RESOURCE,
                        AwsCall.GET_SECRET_POLICY)
                    .contains(call));
  }

  /** INVARIANT: an error never turns into "no permission" or "nothing there". */
  @ParameterizedTest
  @MethodSource("callsThatCanBeMissed")
  void noCallIsDeniedSilently(AwsCall call) throws Exception {
    aws.unlist(ACCOUNT, "arn:aws:iam::aws:policy/AdministratorAccess");
    boolean onlyWithoutReport =
        Set.of(AwsCall.LIST_ACCESS_KEYS, AwsCall.GET_ACCESS_KEY_LAST_USED).contains(call);
    aws.setFaults(
        onlyWithoutReport
            ? Faults.deny(call.toString(), "iam:GetCredentialReport")
            : Faults.deny(call.toString()));
    List<Gap> gaps = gaps(collect());
    if (Set.of(AwsCall.LIST_POLICY_VERSIONS, AwsCall.GET_POLICY_VERSION).contains(call)) {
      assertThat(gaps)
          .isNotEmpty()
          .allSatisfy(
              gap ->
                  assertThat(gap.subject())
                      .endsWith("arn:aws:iam::aws:policy/AdministratorAccess"));
    } else {
      assertThat(gaps)
          .anySatisfy(
              gap ->
                  assertThat(gap.reason())
                      .contains(
                          "needs `"
                              + call.action()
                              + "`, which config/aws/auditor-policy.json grants"));
    }
  }

  @Test
  void thePolicyThatIsAttachedWhileTheAccountIsReadIsFetched() throws Exception {
    aws.unlist(ACCOUNT, "arn:aws:iam::aws:policy/AdministratorAccess");
    Path snapshot = collect();
    assertThat(gaps(snapshot)).isEmpty();
    assertThat(SnapshotReader.read(snapshot).policies())
        .extractingByKey("arn:aws:iam::aws:policy/AdministratorAccess")
        .satisfies(policy -> assertThat(policy.defaultDocument()).isPresent());
  }

  @Test
  void credentialsThatExpireEndTheCollectionAndNewOnesGoOn() throws Exception {
    aws.setFaults(
        Faults.fail(
            call -> call.number() > 40,
            new FakeError(403, "ExpiredToken", "The security token included is expired")));
    CollectException e = failure();
    assertThat(e.kind()).isEqualTo(Kind.CREDENTIALS);
    assertThat(e.getMessage()).contains("expired: sign in again").doesNotContain("\n");
    int pages = aws.callsByName().get(DETAILS);
    aws.setFaults(Faults.none());
    assertComplete(collect());
    assertThat(aws.callsByName().get(DETAILS)).as("no page is read twice").isEqualTo(pages);
  }

  @Test
  void aWrongClockIsSaid() {
    aws.setFaults(
        Faults.fail(
            call -> true,
            new FakeError(
                403,
                "SignatureDoesNotMatch",
                "Signature expired: 20261101T000000Z is now earlier than 20261101T001500Z")));
    assertThat(failure().getMessage()).contains("set the clock of this machine");
  }

  @Test
  void credentialsOfAnotherPartitionAreSaid() {
    aws.setFaults(
        Faults.fail(
            call -> true, new FakeError(403, "InvalidClientTokenId", "The token is invalid")));
    assertThat(failure().getMessage()).contains("of another partition than the region");
  }

  @Test
  void anAccountThatIsNotTheOneExpectedIsRefused() {
    CollectPlan plan =
        TestCollection.planOf(TestCollection.settings(aws.endpoint(), directory), "999900001111");
    CollectException e =
        catchThrowableOfType(CollectException.class, () -> TestCollection.snapshot(plan, ACCOUNT));
    assertThat(e.kind()).isEqualTo(Kind.CONFIGURATION);
    assertThat(e.getMessage()).contains("the credentials are of account `123456789012`");
  }

  @Test
  void aJobThatFailsIsAGapOfItsPrincipal() throws Exception {
    aws.close();
    aws =
        FakeAws.start(
            List.of(TestCollection.SAMPLE), FakeAws.Options.DEFAULT.withFailedJobs(Set.of(ALICE)));
    assertThat(gaps(collect()))
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.subject()).isEqualTo(ALICE);
              assertThat(gap.reason()).contains("FAILED", "ServiceFailure");
            });
  }

  @Test
  void aUserThatIsDeletedAfterItsPageIsAGap() throws Exception {
    restartWithAfterPage(ALICE, 76);
    assertThat(gaps(collect()))
        .singleElement()
        .satisfies(
            gap -> {
              assertThat(gap.subject()).isEqualTo(ALICE);
              assertThat(gap.reason()).contains("NoSuchEntity");
            });
  }

  @Test
  void aPolicyThatIsDeletedBetweenTwoPagesIsAGapOfWhoHasIt() throws Exception {
    String policy = "arn:aws:iam::123456789012:policy/finance/FinanceUserAdmin";
    restartWithAfterPage(policy, 25);
    List<Gap> gaps = gaps(collect());
    assertThat(gaps).anyMatch(gap -> gap.subject().endsWith(": " + policy));
    assertThat(gaps)
        .filteredOn(gap -> !gap.subject().endsWith(": " + policy))
        .extracting(Gap::reason)
        .containsExactly("lists 13 customer managed policies, but the account counts 14");
  }

  private void restartWithAfterPage(String delete, int entities) {
    aws.close();
    aws =
        FakeAws.start(
            List.of(TestCollection.SAMPLE),
            FakeAws.Options.DEFAULT
                .withPages(25, 1000)
                .withAfterPage(
                    (account, given) -> {
                      if (given >= entities || given > 60) {
                        aws.delete(account, delete);
                      }
                    }));
  }

  @Test
  void anEmptyAccountFails() throws Exception {
    Path empty = copyOfSample();
    Files.writeString(
        empty.resolve("account-authorization-details.json"),
        "{\"UserDetailList\":[],\"GroupDetailList\":[{\"Arn\":\"arn:aws:iam::123456789012:group/x\","
            + "\"GroupName\":\"x\"}],\"RoleDetailList\":[],\"Policies\":[]}");
    restart(empty);
    CollectException e = failure();
    assertThat(e.kind()).isEqualTo(Kind.IMPLAUSIBLE);
    assertThat(e.getMessage()).contains("listed no user and no role");
  }

  @Test
  void anAccountSmallerThanItsOwnCountFails() throws Exception {
    Path small = copyOfSample();
    Path summary = small.resolve("account-summary.json");
    Files.writeString(
        summary, Files.readString(summary).replace("\"Roles\": 26", "\"Roles\": 200"));
    restart(small);
    assertThat(failure().getMessage())
        .contains("listed 42 users and roles, but the account itself counts 216");
  }

  @Test
  void anAccountFarSmallerThanBeforeFails() throws Exception {
    collect();
    Path small = copyOfSample();
    Path details = small.resolve("account-authorization-details.json");
    com.fasterxml.jackson.databind.node.ObjectNode json =
        (com.fasterxml.jackson.databind.node.ObjectNode)
            new ObjectMapper().readTree(details.toFile());
    com.fasterxml.jackson.databind.node.ArrayNode users =
        (com.fasterxml.jackson.databind.node.ArrayNode) json.get("UserDetailList");
    json.putArray("UserDetailList").add(users.get(0));
    json.putArray("RoleDetailList");
    Files.writeString(details, json.toString());
    Files.delete(small.resolve("account-summary.json"));
    restart(small);
    assertThat(failure().getMessage())
        .contains(
            "listed 1 users and roles, but the snapshot before", "raise `collect.max-shrink`");
  }

  private Path copyOfSample() throws Exception {
    Path copy = Files.createDirectory(directory.resolve("account"));
    try (Stream<Path> files = Files.list(TestCollection.SAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private void restart(Path account) {
    aws.close();
    aws = FakeAws.start(account);
  }

  private CollectPlan plan() {
    CollectSettings settings =
        TestCollection.withCloudTrail(
            TestCollection.settings(aws.endpoint(), directory), TestCollection.SAMPLE);
    return TestCollection.planOf(settings, ACCOUNT);
  }

  private Path collect() throws CollectException {
    return TestCollection.snapshot(plan(), ACCOUNT);
  }

  private CollectException failure() {
    return catchThrowableOfType(CollectException.class, this::collect);
  }

  private static List<Gap> gaps(Path snapshot) {
    return SnapshotReader.read(snapshot).gaps();
  }

  private static void assertComplete(Path snapshot) {
    AccountSnapshot read = SnapshotReader.read(snapshot);
    AccountSnapshot expected = SnapshotReader.read(TestCollection.SAMPLE);
    assertThat(read.gaps().stream().filter(gap -> !gap.subject().equals("cloudtrail"))).isEmpty();
    RoundTripTest.assertSame(expected, read);
  }
}
