package org.iamaudit.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Instant;
import org.iamaudit.run.LogCapture;
import org.junit.jupiter.api.Test;

/** Schedules that audit each account by itself, and the months that sum these audits up. */
class SplitScheduleTest extends KeeperFixture {
  @Test
  void eachAccountHasAnAuditOfItsOwnIfTheScheduleIsSplit() throws Exception {
    config.set(
        new TestConfig(directory)
            .load(DAILY.formatted("run-once").replace("zone", "split: account, zone")));
    keeper.reconcile();
    at("2026-12-02T06:00:00Z");
    keeper.fired("daily");
    assertThat(queue())
        .containsExactlyInAnyOrder(
            "daily@2026-12-02T06:00:00Z@123456789012", "daily@2026-12-02T06:00:00Z@012345678901");
  }

  @Test
  void liveAccountsHaveAuditsOfTheirOwnToo() throws Exception {
    Files.writeString(
        directory.resolve("iamaudit.yml"),
        """
        accounts: [{id: "123456789012"}, {id: "012345678901", snapshot: .}]
        collect: {region: eu-central-1}
        schedules: [{name: daily, cron: "0 0 6 * * ?", zone: UTC, split: account}]
        """);
    config.set(new TestConfig(directory).read());
    keeper.reconcile();
    at("2026-12-02T06:00:00Z");
    keeper.fired("daily");
    assertThat(queue())
        .containsExactlyInAnyOrder(
            "daily@2026-12-02T06:00:00Z@123456789012", "daily@2026-12-02T06:00:00Z@012345678901");
  }

  @Test
  void accountsOfAnOrganizationHaveThemIfTheScheduleNamesThem() throws Exception {
    Files.writeString(
        directory.resolve("iamaudit.yml"),
        """
        collect: {region: eu-central-1, organization: {member-role: iamaudit}}
        schedules:
          - {name: daily, cron: "0 0 6 * * ?", zone: UTC, split: account, accounts: ["111122223333"]}
        """);
    config.set(new TestConfig(directory).read());
    keeper.reconcile();
    at("2026-12-02T06:00:00Z");
    keeper.fired("daily");
    assertThat(queue()).containsExactly("daily@2026-12-02T06:00:00Z@111122223333");
  }

  @Test
  void aScheduleWithoutAnAccountLeftIsOnRecordAsMissed() throws Exception {
    TestConfig file = new TestConfig(directory);
    String first = DAILY.formatted("run-once").replace("zone", "split: account, zone");
    config.set(file.load(first.replace("zone", "accounts: [\"012345678901\"], zone")));
    keeper.reconcile();
    String left = Files.readString(directory.resolve("iamaudit.yml"));
    Files.writeString(
        directory.resolve("iamaudit.yml"),
        left.replace("  - {id: \"012345678901\", snapshot: .}\n", "")
            .replace("\"012345678901\"", "\"123456789012\""));
    config.set(file.read());
    at("2026-12-02T06:00:00Z");
    keeper.reconcile();
    assertThat(ledger()).containsExactly("2026-12-02T06:00:00Z MISSED");
  }

  @Test
  void aMonthIsSummedUpWhenItsAuditsAreOver() throws Exception {
    configureAMonth();
    at("2026-12-31T06:00:00Z");
    keeper.fired("daily");
    at("2027-01-01T00:30:00Z");
    keeper.fired("month");
    assertThat(queue()).doesNotContain("month@2027-01-01T00:30:00Z").hasSize(2);
    assertThat(LogCapture.value(log.await("rollup.waiting"), "unfinished")).contains("2");
    finish(new Period("daily", Instant.parse("2026-12-31T06:00:00Z"), "123456789012"));
    keeper.keep();
    assertThat(queue()).doesNotContain("month@2027-01-01T00:30:00Z");
    finish(new Period("daily", Instant.parse("2026-12-31T06:00:00Z"), "012345678901"));
    keeper.keep();
    assertThat(queue()).contains("month@2027-01-01T00:30:00Z");
  }

  @Test
  void aMonthWaitsForADayAtMost() throws Exception {
    configureAMonth();
    at("2026-12-31T06:00:00Z");
    keeper.fired("daily");
    at("2027-01-01T00:30:00Z");
    keeper.fired("month");
    at("2027-01-02T00:30:00Z");
    keeper.keep();
    assertThat(queue()).contains("month@2027-01-01T00:30:00Z");
  }

  private void configureAMonth() throws Exception {
    config.set(
        new TestConfig(directory)
            .load(
                """
                schedules:
                  - {name: daily, cron: "0 0 6 31 12 ?", zone: UTC, split: account}
                  - {name: month, kind: monthly, cron: "0 30 0 1 * ?", zone: UTC}
                """));
    keeper.reconcile();
  }
}
