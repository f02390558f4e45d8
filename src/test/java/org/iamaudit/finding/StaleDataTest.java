package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.usage.UseState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old usage data proves nothing of the period that counts. */
class StaleDataTest {
  private static final String ALLOW =
      "{\"Effect\":\"Allow\",\"Action\":\"sns:Publish\",\"Resource\":\"*\"}";
  private static final String TRUST =
      "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":\"x.amazonaws.com\"}}";

  @TempDir Path directory;

  private AccountResult audit(String reportMade, String lastUsed) throws Exception {
    return new SmallAccount(directory)
        .user("ann", "{\"Effect\":\"Allow\",\"Action\":\"sns:Publish\",\"Resource\":\"*\"}")
        .baseline("b", "tolerates: [{Action: 'sns:*', Resource: '*'}]")
        .file(
            "service-last-accessed.jsonl",
            "{\"Arn\":\"arn:aws:iam::123456789012:user/ann\",\"JobStatus\":\"COMPLETED\","
                + "\"JobCompletionDate\":\""
                + reportMade
                + "\",\"ServicesLastAccessed\":[{\"ServiceNamespace\":\"sns\""
                + lastUsed
                + "}]}\n")
        .audit();
  }

  @Test
  void aReportFromBeforeThePeriodIsAGapAndCallsNothingUnused() throws Exception {
    AccountResult result = audit("2026-03-01T00:00:00Z", "");

    assertThat(SmallAccount.of(result, FindingType.PERMISSION_UNUSED, "ann")).isEmpty();
    assertThat(result.gaps())
        .extracting(Gap::reason)
        .contains("1 of its reports were made before the period that counts as in use");
  }

  @Test
  void aReportFromLongAfterTheAsOfTimeIsAGapAndCallsNothingUnused() throws Exception {
    AccountResult result = audit("2028-03-01T00:00:00Z", "");

    assertThat(SmallAccount.of(result, FindingType.PERMISSION_UNUSED, "ann")).isEmpty();
    assertThat(result.gaps())
        .extracting(Gap::reason)
        .contains("1 of its reports were made long after the as-of time");
  }

  @Test
  void aRoleWithoutRoleLastUsedIsAGapAndNotUnused() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .role("silent", TRUST, "")
            .role("idle", TRUST, "", "\"RoleLastUsed\":{}")
            .baseline("b", "requires: []")
            .audit();

    assertThat(SmallAccount.of(result, FindingType.ROLE_UNUSED, "silent")).isEmpty();
    assertThat(SmallAccount.of(result, FindingType.ROLE_UNUSED, "idle")).hasSize(1);
    assertThat(result.gaps())
        .extracting(Gap::reason)
        .contains("1 of its roles have no field `RoleLastUsed`");
  }

  @Test
  void agesCountToTheMakingOfTheReport() throws Exception {
    AccountResult used =
        audit("2026-10-01T00:00:00Z", ",\"LastAuthenticated\":\"2026-07-15T00:00:00Z\"");

    assertThat(SmallAccount.of(used, FindingType.PERMISSION_UNUSED, "ann")).isEmpty();

    AccountResult idle =
        audit("2026-10-01T00:00:00Z", ",\"LastAuthenticated\":\"2026-07-01T00:00:00Z\"");

    assertThat(SmallAccount.of(idle, FindingType.PERMISSION_UNUSED, "ann")).hasSize(1);
  }

  private static String report(String arn, String services) {
    return "{\"Arn\":\"arn:aws:iam::123456789012:"
        + arn
        + "\",\"JobStatus\":\"COMPLETED\",\"JobCompletionDate\":\"2026-10-31T00:00:00Z\","
        + "\"ServicesLastAccessed\":["
        + services
        + "]}\n";
  }

  @Test
  void aReportThatListsNothingOfWhatPoliciesAllowIsAGap() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .user("ann", ALLOW)
            .user("powerless", "")
            .role("helper", TRUST, ALLOW)
            .baseline("b", "requires: []")
            .file(
                "service-last-accessed.jsonl",
                report("user/ann", "")
                    + report("user/powerless", "")
                    + report("role/helper", "{\"ServiceNamespace\":\"sns\"}"))
            .audit();

    assertThat(reasons(result))
        .contains("1 of its reports list no service, though policies allow their principals some");
  }

  @Test
  void aReportThatListsOnlyOtherServicesIsAGap() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .user("ann", ALLOW)
            .user("bob", ALLOW)
            .user("powerless", "")
            .baseline("b", "requires: []")
            .file(
                "service-last-accessed.jsonl",
                report("user/ann", "{\"ServiceNamespace\":\"sqs\"}")
                    + report(
                        "user/bob", "{\"ServiceNamespace\":\"sqs\"},{\"ServiceNamespace\":\"sns\"}")
                    + report("user/powerless", "{\"ServiceNamespace\":\"sqs\"}"))
            .audit();

    assertThat(result.gaps())
        .filteredOn(gap -> gap.reason().contains("none of the services"))
        .extracting(Gap::subject)
        .containsExactly("arn:aws:iam::123456789012:user/ann");
  }

  @Test
  void anEmptyReportDoesNotCallARoleUnused() throws Exception {
    SmallAccount account = new SmallAccount(directory).role("silent", TRUST, ALLOW);
    AccountResult result =
        account
            .baseline("b", "requires: []")
            .file("service-last-accessed.jsonl", report("role/silent", ""))
            .audit();
    assertThat(SmallAccount.of(result, FindingType.ROLE_UNUSED, "silent")).isEmpty();

    AccountResult listed =
        account
            .file(
                "service-last-accessed.jsonl",
                report("role/silent", "{\"ServiceNamespace\":\"sns\"}"))
            .audit();
    assertThat(SmallAccount.of(listed, FindingType.ROLE_UNUSED, "silent")).hasSize(1);
  }

  @Test
  void whoHasNoCreateDateCountsAsOldAndIsAGap() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .user("ann", ALLOW)
            .user("ageless", ALLOW, "\"CreateDate\":null")
            .baseline("b", "requires: []")
            .file(
                "service-last-accessed.jsonl",
                report("user/ann", "{\"ServiceNamespace\":\"sns\"}")
                    + report("user/ageless", "{\"ServiceNamespace\":\"sns\"}"))
            .audit();

    assertThat(reasons(result)).contains("1 of its users and roles have no field `CreateDate`");
    assertThat(SmallAccount.of(result, FindingType.EXCESS_PERMISSION, "ageless"))
        .extracting(f -> f.use().orElseThrow().state())
        .containsExactly(UseState.NOT_USED);
  }

  @Test
  void aRoleOfLongAfterTheAsOfTimeIsAGap() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .role(
                "soon",
                TRUST,
                ALLOW,
                "\"RoleLastUsed\":{\"LastUsedDate\":\"2027-01-30T00:00:00Z\"}")
            .role(
                "late",
                TRUST,
                ALLOW,
                "\"RoleLastUsed\":{\"LastUsedDate\":\"2027-01-31T00:00:00Z\"}")
            .baseline("b", "requires: []")
            .audit();

    assertThat(reasons(result)).contains("1 of its roles were last used long after the as-of time");
  }

  @Test
  void logsOfAnotherTimeAreAGap() throws Exception {
    String log =
        "{\"Records\":[{\"eventTime\":\"%s\",\"eventSource\":\"s3.amazonaws.com\","
            + "\"eventName\":\"GetObject\",\"recipientAccountId\":\"123456789012\"}]}";
    SmallAccount account =
        new SmallAccount(directory).user("ann", ALLOW).baseline("b", "requires: []");
    String none = "none of its 1 events is of the period that counts as in use";

    assertThat(
            reasons(
                account.file("cloudtrail/a.json", log.formatted("2026-08-01T00:00:00Z")).audit()))
        .contains(none);
    assertThat(
            reasons(
                account.file("cloudtrail/a.json", log.formatted("2026-10-01T00:00:00Z")).audit()))
        .doesNotContain(none);
  }

  @Test
  void onlyFoldersOfOtherRecordsArePassedOver() throws Exception {
    SmallAccount account =
        new SmallAccount(directory)
            .user("ann", ALLOW)
            .baseline("b", "requires: []")
            .file("cloudtrail/CloudTrail-Digest/a.json", "no log");
    assertThat(subjects(account.audit())).contains("cloudtrail");

    AccountResult broken = account.file("cloudtrail/CloudTrail-2026/a.json", "no log").audit();
    assertThat(subjects(broken)).contains("cloudtrail/CloudTrail-2026/a.json");
  }

  private static List<String> subjects(AccountResult result) {
    return result.gaps().stream().map(Gap::subject).toList();
  }

  private static List<String> reasons(AccountResult result) {
    return result.gaps().stream().map(Gap::reason).toList();
  }
}
