package org.iamaudit.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.iamaudit.arn.AccountId;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.snapshot.CredentialReport.LastUse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads {@code snapshot/complete}, which has every file. */
class SnapshotReaderTest {
  private static final Path COMPLETE = SnapshotCasesTest.CASES.resolve("complete");
  private static final String ALICE = "arn:aws:iam::111122223333:user/staff/alice";

  private final AccountSnapshot snapshot = SnapshotReader.read(COMPLETE);

  @Test
  void accountAndPartitionAreThoseOfTheArns() {
    assertThat(snapshot.account()).isEqualTo(new AccountId("111122223333"));
    assertThat(snapshot.partition()).isEqualTo("aws");
    assertThat(snapshot.principals())
        .extracting(Principal::name)
        .containsExactly("alice", "bob", "worker", "AWSServiceRoleForSupport");
  }

  @Test
  void userHasEverythingTheDetailsSay() {
    IamUser alice = snapshot.users().get(0);

    assertThat(alice.arn()).isEqualTo(ALICE);
    assertThat(alice.id()).isEqualTo("AIDA000000000000ALICE");
    assertThat(alice.path()).isEqualTo("/staff/");
    assertThat(alice.created()).contains(Instant.parse("2025-01-02T03:04:05Z"));
    assertThat(alice.groups()).containsExactly("admins");
    assertThat(alice.attachedPolicyArns())
        .containsExactly("arn:aws:iam::111122223333:policy/Reader");
    assertThat(alice.boundaryArn()).contains("arn:aws:iam::111122223333:policy/Boundary");
    assertThat(alice.tags())
        .containsExactly(Map.entry("team", "billing"), Map.entry("CostCenter", "7"));
  }

  @Test
  void datesMayBeSecondsSince1970OrHaveFractions() {
    assertThat(snapshot.users().get(1).created()).contains(Instant.ofEpochSecond(1735787045));
    assertThat(snapshot.groups().get("admins").created())
        .contains(Instant.parse("2025-01-02T03:04:05.678Z"));
  }

  @Test
  void roleHasItsTrustPolicyAndLastUse() {
    IamRole worker = snapshot.roles().get(0);

    assertThat(worker.trustPolicy()).isPresent();
    assertThat(worker.lastUsed()).contains(Instant.parse("2026-08-01T08:00:00Z"));
    assertThat(worker.lastUseKnown()).isTrue();
    assertThat(snapshot.roles().get(1).lastUsed()).isEmpty();
    assertThat(snapshot.roles().get(1).isServiceLinked()).isTrue();
  }

  @Test
  void encodedDocumentsAreDecodedOnceAndPlusIsAPlus() {
    PolicyDocument decoded = snapshot.users().get(0).inlinePolicies().get(1).document().get();

    assertThat(decoded.statements().get(0).resource().get().values())
        .containsExactly("arn:aws:s3:::a+b/50%/*");
  }

  @Test
  void equalDocumentsAreOneObject() {
    PolicyDocument inline = snapshot.users().get(0).inlinePolicies().get(0).document().get();

    assertThat(snapshot.roles().get(0).inlinePolicies().get(0).document()).containsSame(inline);
    assertThat(reader().defaultDocument()).containsSame(inline);
    assertThat(snapshot.roles().get(0).trustPolicy().get())
        .isSameAs(snapshot.roles().get(1).trustPolicy().get());
  }

  private ManagedPolicy reader() {
    return snapshot.policies().get("arn:aws:iam::111122223333:policy/Reader");
  }

  @Test
  void versionInForceIsTheOneMarkedNotTheFirst() {
    assertThat(reader().defaultVersionId()).isEqualTo("v2");
    assertThat(reader().versions())
        .extracting(ManagedPolicy.Version::id)
        .containsExactly("v3", "v2");
    assertThat(reader().defaultDocument().get().statements().get(0).action().values())
        .containsExactly("s3:GetObject");
  }

  @Test
  void credentialReportKeepsTheReasonsForMissingTimes() {
    List<CredentialReport.Row> rows = snapshot.credentialReport().get().rows();

    assertThat(rows)
        .extracting(CredentialReport.Row::user)
        .containsExactly("<root_account>", "alice", "bob");
    assertThat(rows.get(0).passwordEnabled()).isEmpty();
    assertThat(rows.get(0).mfaActive()).contains(true);
    assertThat(rows.get(1).passwordEnabled()).contains(true);
    assertThat(rows.get(1).passwordLastUsed().status()).isEqualTo(LastUse.Status.NO_INFORMATION);
    assertThat(rows.get(1).accessKeys().get(0).lastUsed().at())
        .contains(Instant.parse("2026-08-01T00:00:00Z"));
    assertThat(rows.get(1).accessKeys().get(0).service()).contains("s3");
    assertThat(rows.get(1).accessKeys().get(1).active()).isFalse();
    assertThat(rows.get(1).accessKeys().get(1).exists()).isTrue();
    assertThat(rows.get(2).passwordLastUsed().status()).isEqualTo(LastUse.Status.NOT_APPLICABLE);
    assertThat(rows.get(2).accessKeys().get(0).exists()).isFalse();
  }

  @Test
  void lastAccessedIsByPrincipalServiceAndAction() {
    Map<String, LastAccessed> reports = snapshot.lastAccessed().get();
    LastAccessed.Service s3 = reports.get(ALICE).services().get("s3");

    assertThat(s3.lastAuthenticated()).contains(Instant.parse("2026-08-20T00:00:00Z"));
    assertThat(s3.tracked())
        .containsExactlyInAnyOrder("listallmybuckets", "createbucket", "deletebucket");
    assertThat(s3.used()).containsOnlyKeys("listallmybuckets", "deletebucket");
    assertThat(reports.get(ALICE).generated()).isEqualTo(Instant.parse("2026-09-01T00:00:01.200Z"));
  }

  @Test
  void servicesThatWereNotUsedAreShared() {
    Map<String, LastAccessed> reports = snapshot.lastAccessed().get();

    assertThat(reports.get(ALICE).services().get("sqs"))
        .isSameAs(reports.get("arn:aws:iam::111122223333:user/bob").services().get("sqs"));
  }

  @Test
  void smallFilesAreRead() {
    assertThat(snapshot.accountSummary().get()).containsEntry("AccountMFAEnabled", 1L);
    assertThat(snapshot.passwordPolicy())
        .contains(new PasswordPolicy(14, true, true, true, false, Optional.of(24)));
    assertThat(snapshot.virtualMfaDevices().get())
        .extracting(MfaDevice::userArn)
        .containsExactly(Optional.of("arn:aws:iam::111122223333:root"), Optional.empty());
    assertThat(snapshot.resourcePolicies().get().get(0).resourceArn())
        .isEqualTo("arn:aws:s3:::orders");
  }

  @Test
  void organizationLeadsFromTheRootToTheAccount() {
    OrganizationPlacement organization = snapshot.organization().get();

    assertThat(organization.managementAccount()).isFalse();
    assertThat(organization.managementAccountId()).contains("222233334444");
    assertThat(organization.path())
        .extracting(OrganizationPlacement.Level::name)
        .containsExactly("Root", "Finance", "billing");
    assertThat(organization.path())
        .allSatisfy(
            level -> {
              assertThat(level.serviceControlPolicies().get(0).document()).isPresent();
              assertThat(level.resourceControlPolicies().get(0).document()).isPresent();
            });
  }

  @Test
  void eventsCountOnceAndBelongToTheRoleOfASession() {
    List<CloudTrailEvent> events = snapshot.cloudTrail().get();

    assertThat(events)
        .extracting(CloudTrailEvent::id)
        .containsExactly("e-1", "e-2", "e-3", "e-4", "e-5", "e-6", "e-7", "e-8", "e-9");
    assertThat(events.get(1).principalArn()).contains("arn:aws:iam::111122223333:role/worker");
    assertThat(events.get(1).service()).isEqualTo("lambda");
    assertThat(events.get(2).principalArn()).isEmpty();
    assertThat(events.get(3).errorCode()).contains("Client.UnauthorizedOperation");
  }

  @Test
  void provenanceIsTakenOver() {
    assertThat(snapshot.provenance().collectedBy())
        .contains("arn:aws:iam::111122223333:role/auditor");
    assertThat(snapshot.provenance().calls())
        .containsExactly(
            new Provenance.Call(
                "iam",
                "GetAccountAuthorizationDetails",
                Optional.of("us-east-1"),
                new TreeMap<>(Map.of("Filter", "none")),
                1,
                Optional.of("r-1"),
                Optional.of("r-1")));
    assertThat(snapshot.gaps()).extracting(Gap::subject).containsExactly("arn:aws:s3:::private");
  }

  @Test
  void everyFileIsHashed() {
    assertThat(snapshot.fileHashes())
        .containsAllEntriesOf(snapshot.provenance().files())
        .containsKey("snapshot.json")
        .hasSize(snapshot.provenance().files().size() + 1);
    assertThat(List.copyOf(snapshot.fileHashes().keySet())).isSorted();
  }

  @Test
  void logFilesThatAreGapsAreHashedToo() {
    assertThat(SnapshotReader.read(SnapshotCasesTest.CASES.resolve("gaps/cloudtrail-file-broken")))
        .extracting(AccountSnapshot::fileHashes)
        .satisfies(hashes -> assertThat(hashes).containsKey("cloudtrail/b.json.gz"));
  }

  @Test
  void absentFilesAreGaps(@TempDir Path directory) throws Exception {
    Files.copy(
        COMPLETE.resolve(AuthorizationDetails.FILE), directory.resolve(AuthorizationDetails.FILE));

    AccountSnapshot bare = SnapshotReader.read(directory);

    assertThat(bare.gaps())
        .containsExactly(
            SnapshotFile.CREDENTIAL_REPORT.notCollected(),
            SnapshotFile.SERVICE_LAST_ACCESSED.notCollected(),
            SnapshotFile.ACCOUNT_SUMMARY.notCollected(),
            SnapshotFile.PASSWORD_POLICY.notCollected(),
            SnapshotFile.VIRTUAL_MFA_DEVICES.notCollected(),
            SnapshotFile.ORGANIZATION.notCollected(),
            SnapshotFile.RESOURCE_POLICIES.notCollected(),
            SnapshotFile.CLOUD_TRAIL.notCollected());
    assertThat(bare.credentialReport()).isEmpty();
    assertThat(bare.lastAccessed()).isEmpty();
    assertThat(bare.cloudTrail()).isEmpty();
  }

  @Test
  void linksToLogFilesLeadOnAndBrokenOnesAreRefused(@TempDir Path directory) throws Exception {
    Files.copy(
        COMPLETE.resolve(AuthorizationDetails.FILE), directory.resolve(AuthorizationDetails.FILE));
    Path logs = Files.createDirectory(directory.resolve("cloudtrail"));
    Files.createSymbolicLink(
        logs.resolve("linked"), COMPLETE.resolve("cloudtrail").toAbsolutePath());

    assertThat(SnapshotReader.read(directory).cloudTrail()).isEqualTo(snapshot.cloudTrail());

    Files.createSymbolicLink(logs.resolve("gone.json"), directory.resolve("nowhere"));

    assertThatThrownBy(() -> SnapshotReader.read(directory))
        .hasMessage("`cloudtrail/gone.json`: cannot be read: no such file or directory");
  }

  @Test
  void credentialReportMayBeTheAnswerOfTheCli(@TempDir Path directory) throws Exception {
    Files.copy(
        COMPLETE.resolve(AuthorizationDetails.FILE), directory.resolve(AuthorizationDetails.FILE));
    String csv =
        Base64.getEncoder()
            .encodeToString(Files.readAllBytes(COMPLETE.resolve("credential-report.csv")));
    Files.writeString(
        directory.resolve("credential-report.json"),
        "{\"Content\": \"" + csv + "\", \"GeneratedTime\": \"2026-08-31T23:00:00+00:00\"}");
    Files.writeString(directory.resolve("credential-report.csv"), "that of another month");

    CredentialReport report = SnapshotReader.read(directory).credentialReport().get();

    assertThat(report.generated()).contains(Instant.parse("2026-08-31T23:00:00Z"));
    assertThat(report.rows()).isEqualTo(snapshot.credentialReport().get().rows());
  }

  @Test
  void anotherThreadReadsTheSame() {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      assertThat(SnapshotReader.read(COMPLETE, executor)).isEqualTo(snapshot);
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void missingDirectoryIsNamed() {
    assertThatThrownBy(() -> SnapshotReader.read(Path.of("no-such-directory")))
        .isInstanceOf(SnapshotException.class)
        .hasMessageStartingWith("`no-such-directory`: no such directory");
    assertThatThrownBy(() -> SnapshotReader.read(COMPLETE.resolve("organization.json")))
        .hasMessageEndingWith("expected a directory, found a file");
  }

  @Test
  void errorsSayWhereAsData() {
    SnapshotException error =
        catchThrowableOfType(
            SnapshotException.class,
            () -> SnapshotReader.read(SnapshotCasesTest.CASES.resolve("refused/name-is-a-number")));

    assertThat(error.file()).isEqualTo("account-authorization-details.json");
    assertThat(error.path()).contains("UserDetailList[0].UserName");
    assertThat(error.line()).contains(5);
    assertThat(error.column()).contains(19);
  }

  @Test
  void filesMayBeUtf16AsPowerShellWritesThem(@TempDir Path directory) throws Exception {
    for (String charset : List.of("UTF-16LE", "UTF-16BE")) {
      Path copy = Files.createDirectory(directory.resolve(charset));
      for (SnapshotFile file : SnapshotFile.values()) {
        if (file != SnapshotFile.SNAPSHOT
            && Files.isRegularFile(COMPLETE.resolve(file.fileName()))) {
          String text = Files.readString(COMPLETE.resolve(file.fileName()));
          Files.write(copy.resolve(file.fileName()), ("\uFEFF" + text).getBytes(charset));
        }
      }
      AccountSnapshot read = SnapshotReader.read(copy);
      assertThat(read.credentialReport()).isEqualTo(snapshot.credentialReport());
      assertThat(read.lastAccessed()).isEqualTo(snapshot.lastAccessed());
      assertThat(read.principals()).hasSameSizeAs(snapshot.principals());
    }
  }

  /** Else its gap would say that nobody asked for it. */
  @Test
  void linkThatLeadsToNoFileIsNotAFileLeftOut(@TempDir Path directory) throws Exception {
    Path bare = SnapshotCasesTest.CASES.resolve("gaps/credential-report-without-rows");
    Files.copy(
        bare.resolve(AuthorizationDetails.FILE), directory.resolve(AuthorizationDetails.FILE));
    Files.createSymbolicLink(directory.resolve("organization.json"), Path.of("gone.json"));

    assertThatThrownBy(() -> SnapshotReader.read(directory))
        .hasMessage("`organization.json`: expected a file, found a link that leads to none");
  }
}
