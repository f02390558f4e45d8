package org.iamaudit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.iamaudit.finding.AccountAudit;
import org.iamaudit.finding.AccountResult;
import org.iamaudit.finding.AuditResult;
import org.iamaudit.finding.FindingType;
import org.iamaudit.finding.Thresholds;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.SnapshotReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Data that is there and says nothing of somebody lets nobody pass either. */
class UnjudgedDataTest {
  private static final Path COMPLETE = Path.of("src/test/resources/snapshot/complete");
  private static final String DETAILS = "account-authorization-details.json";
  private static final String REPORTS = "service-last-accessed.jsonl";
  private static final String CREDENTIALS = "credential-report.csv";
  private static final String ALICE = "user arn:aws:iam::111122223333:user/staff/alice";
  private static final String WORKER = "role arn:aws:iam::111122223333:role/worker";

  @TempDir Path snapshot;
  private Instant asOf = Instant.parse("2026-09-01T00:00:00Z");

  @BeforeEach
  void copy() throws Exception {
    for (String file : List.of(DETAILS, REPORTS, CREDENTIALS, "virtual-mfa-devices.json")) {
      Files.copy(COMPLETE.resolve(file), snapshot.resolve(file));
    }
  }

  private Populations.Items items(FindingType type) {
    return new Populations(result()).of(List.of(type));
  }

  private AuditResult result() {
    AccountResult account =
        AccountAudit.audit(
            "a", SnapshotReader.read(snapshot), List.of(), Thresholds.DEFAULT, asOf, p -> {});
    return SampleResults.result(List.of(account), asOf);
  }

  private void replace(String file, String pattern, String by) throws Exception {
    String text = Files.readString(snapshot.resolve(file));
    String changed = text.replaceAll(pattern, by);
    assertThat(changed).isNotEqualTo(text);
    Files.writeString(snapshot.resolve(file), changed);
  }

  @Test
  void aReportThatListsNothing() throws Exception {
    assertThat(items(FindingType.PERMISSION_UNUSED).evaluated()).contains(WORKER);

    replace(REPORTS, "(role/worker.*\"ServicesLastAccessed\":)\\[.*\\](,\"JobComp)", "$1[]$2");
    assertThat(items(FindingType.PERMISSION_UNUSED).notEvaluated()).contains(WORKER);
  }

  @Test
  void aRowOfAnEarlierUserOfTheName() throws Exception {
    assertThat(items(FindingType.USER_MFA_MISSING).evaluated()).contains(ALICE);

    replace(CREDENTIALS, "(?<=staff/alice,)[^,]*", "2020-02-02T00:00:00+00:00");
    assertThat(items(FindingType.USER_MFA_MISSING).notEvaluated()).contains(ALICE);
  }

  @Test
  void aRoleWhoseLastUseNobodyTells() throws Exception {
    replace(DETAILS, "\"RoleLastUsed\"", "\"RoleLastUsedOnce\"");
    assertThat(items(FindingType.ROLE_UNUSED).evaluated()).contains(WORKER);

    Files.delete(snapshot.resolve(REPORTS));
    assertThat(items(FindingType.ROLE_UNUSED).notEvaluated()).contains(WORKER);
  }

  /** Made in September 2026: months before the one moment, and months after the other. */
  @ParameterizedTest
  @ValueSource(strings = {"2027-01-01T00:00:00Z", "2026-05-01T00:00:00Z"})
  void dataOfAnotherTime(Instant moment) throws Exception {
    assertThat(items(FindingType.PERMISSION_UNUSED).evaluated()).contains(ALICE, WORKER);

    asOf = moment;
    assertThat(items(FindingType.PERMISSION_UNUSED).notEvaluated()).contains(ALICE, WORKER);
  }

  @Test
  void aCredentialReportOfLongAgo() throws Exception {
    String made = "{\"Account\": \"111122223333\", \"CredentialReportGeneratedAt\": \"%s\"}";
    Path provenance = snapshot.resolve("snapshot.json");
    Files.writeString(provenance, made.formatted("2026-08-31T23:00:00Z"));
    assertThat(items(FindingType.PASSWORD_UNUSED).evaluated()).contains(ALICE);

    Files.writeString(provenance, made.formatted("2026-05-31T23:00:00Z"));
    assertThat(items(FindingType.PASSWORD_UNUSED).notEvaluated()).contains(ALICE);
  }

  @Test
  void aRowOfAnotherTime() throws Exception {
    asOf = Instant.parse("2026-05-01T00:00:00Z");
    assertThat(items(FindingType.PASSWORD_UNUSED).notEvaluated()).contains(ALICE);
  }

  @Test
  void aKeyOfUnknownAge() throws Exception {
    replace(CREDENTIALS, "(?<=FALSE,true,)[^,]*", "N/A");
    assertThat(items(FindingType.KEY_NOT_ROTATED).notEvaluated()).contains(ALICE);
  }

  @Test
  void aPolicyOfWhichNobodyKnowsWhatAwsMakesOfIt() throws Exception {
    assertThat(items(FindingType.NO_BASELINE).evaluated()).contains(ALICE);
    replace(
        DETAILS,
        "\"Effect\": \"Allow\",(\\s*)\"Action\": \"s3:GetObject\",(\\s*)\"Resource\": \"\\*\"",
        "\"Effect\": \"Deny\", \"Action\": \"s3:GetObject\", \"Resource\": \"*\","
            + " \"Condition\": {\"NotIpAddress\": {\"aws:SourceIp\": \"10.0.0/8\"}}");

    assertThat(items(FindingType.NO_BASELINE).notEvaluated()).contains(ALICE);
  }

  /** Too old to tell of a month, and young enough for what users must have used in 45 days. */
  @Test
  void aCredentialReportFromBeforeThePeriodOfRootUse() throws Exception {
    assertThat(items(FindingType.ROOT_USED).notEvaluated()).isEmpty();
    String csv =
        Base64.getEncoder().encodeToString(Files.readAllBytes(snapshot.resolve(CREDENTIALS)));
    Files.delete(snapshot.resolve(CREDENTIALS));
    Files.writeString(
        snapshot.resolve("credential-report.json"),
        "{\"Content\":\"%s\",\"GeneratedTime\":\"2026-07-25T00:00:00Z\"}".formatted(csv));

    assertThat(items(FindingType.ROOT_USED).evaluated()).isEmpty();
    assertThat(items(FindingType.USER_MFA_MISSING).evaluated()).contains(ALICE);
    assertThat(result().accounts().get(0).gaps())
        .extracting(Gap::subject)
        .contains("credential-report.csv: <root_account>");
  }
}
