package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.iamaudit.snapshot.Gap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Old usage data proves nothing of the period that counts. */
class StaleDataTest {
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
    String trust =
        "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Principal\":{\"Service\":\"x.amazonaws.com\"}}";
    AccountResult result =
        new SmallAccount(directory)
            .role("silent", trust, "")
            .role("idle", trust, "", "\"RoleLastUsed\":{}")
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
}
