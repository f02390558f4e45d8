package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No request comes before the as-of moment, here the first of November 2026: what policies say of
 * the time before it is decided, and what they say of the time after it is not.
 */
class PassedTimesTest {
  private static final String REQUIRED = "requires: [{Action: 'sqs:SendMessage', Resource: '*'}]";
  private static final String TRUST =
      "{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"lambda.amazonaws.com\"},"
          + "\"Action\":\"sts:AssumeRole\"}";

  @TempDir Path directory;
  private SmallAccount account;

  @BeforeEach
  void empty() throws Exception {
    account = new SmallAccount(directory);
  }

  private static String statement(String effect, String operator, String key, String moment) {
    return "{\"Effect\":\"%s\",\"Action\":\"sqs:*\",\"Resource\":\"*\",\"Condition\":{\"%s\":{\"%s\":\"%s\"}}}"
        .formatted(effect, operator, key, moment);
  }

  private List<Finding> of(AccountResult result, FindingType type) {
    assertThat(result.gaps()).noneMatch(g -> g.reason().contains("no concrete request"));
    return SmallAccount.of(result, type, "ann");
  }

  @Test
  void whatWasAllowedUntilThenIsMissingAndNoExcess() throws Exception {
    account.user(
        "ann", statement("Allow", "DateLessThan", "aws:CurrentTime", "2026-10-31T00:00:00Z"));
    AccountResult result = account.baseline("b", REQUIRED).audit();

    assertThat(of(result, FindingType.MISSING_PERMISSION))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.title()).isEqualTo("sqs:SendMessage required, not granted");
              assertThat(f.severity()).isEqualTo(Severity.MEDIUM);
            });
    assertThat(of(result, FindingType.EXCESS_PERMISSION)).isEmpty();
    assertThat(of(result, FindingType.BASELINE_OR_POLICY_INEFFECTIVE))
        .singleElement()
        .satisfies(
            f ->
                assertThat(f.title())
                    .isEqualTo(
                        "in inline p / statement 1: it is over by its conditions on the time"));
  }

  @Test
  void whatIsAllowedSinceLongAgoIsAllowed() throws Exception {
    account.user("ann", statement("Allow", "DateGreaterThan", "aws:EpochTime", "1577836800"));
    AccountResult result = account.baseline("b", REQUIRED).audit();

    assertThat(of(result, FindingType.MISSING_PERMISSION)).isEmpty();
    assertThat(of(result, FindingType.EXCESS_PERMISSION))
        .singleElement()
        .satisfies(
            f ->
                assertThat(f.witness().orElseThrow().context())
                    .as("whoever repeats the request needs its time")
                    .containsEntry("aws:EpochTime", List.of("1793491200")));
  }

  @Test
  void whatIsAllowedForSomeTimeYetIsWithheldLater() throws Exception {
    account.user(
        "ann", statement("Allow", "DateLessThan", "aws:CurrentTime", "2027-02-01T00:00:00Z"));
    AccountResult result = account.baseline("b", REQUIRED).audit();

    assertThat(of(result, FindingType.MISSING_PERMISSION))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.severity()).isEqualTo(Severity.LOW);
              assertThat(f.witness().orElseThrow().context())
                  .isEqualTo(Map.of("aws:CurrentTime", List.of("2027-02-01T00:00:00Z")));
            });
    assertThat(of(result, FindingType.BASELINE_OR_POLICY_INEFFECTIVE)).isEmpty();
  }

  @Test
  void whatIsAllowedBeforeAndAfterSomeMomentIsAllowedAlways() throws Exception {
    String moment = "2027-02-01T00:00:00Z";
    account.user(
        "ann",
        statement("Allow", "DateLessThan", "aws:CurrentTime", moment)
            + ","
            + statement("Allow", "DateGreaterThanEquals", "aws:CurrentTime", moment));

    assertThat(of(account.baseline("b", REQUIRED).audit(), FindingType.MISSING_PERMISSION))
        .isEmpty();
  }

  @Test
  void noRequestIsWithoutTime() throws Exception {
    String condition = "{DateLessThan: {'aws:CurrentTime': '2027-02-01T00:00:00Z'}}";
    account.user("ann", "{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}");
    AccountResult result =
        account
            .baseline("b", REQUIRED.replace("'*'}", "'*', Condition: " + condition + "}"))
            .audit();

    assertThat(of(result, FindingType.EXCESS_PERMISSION))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.permissions().get(0).conditions())
                  .containsExactly("aws:CurrentTime is from 2027-02-01T00:00:00Z");
              assertThat(f.witness().orElseThrow().context()).containsKey("aws:CurrentTime");
            });
  }

  @Test
  void noSessionIsOlderThanSessionsAre() throws Exception {
    account.role(
        "ann",
        TRUST,
        statement("Allow", "DateGreaterThan", "aws:TokenIssueTime", "2026-06-01T00:00:00Z"));

    assertThat(of(account.baseline("b", "").audit(), FindingType.EXCESS_PERMISSION))
        .singleElement()
        .satisfies(
            f ->
                assertThat(f.witness().orElseThrow().context())
                    .isEqualTo(Map.of("aws:TokenIssueTime", List.of("2026-11-01T00:00:00Z"))));
  }

  @Test
  void whatIsRequiredFromThenOnIsNoExcess() throws Exception {
    String condition = "{DateGreaterThanIfExists: {'aws:TokenIssueTime': '2026-06-01T00:00:00Z'}}";
    account.role(
        "ann", TRUST, "{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"}");
    AccountResult result =
        account
            .baseline("b", REQUIRED.replace("'*'}", "'*', Condition: " + condition + "}"))
            .audit();

    assertThat(of(result, FindingType.EXCESS_PERMISSION)).isEmpty();
    assertThat(of(result, FindingType.MISSING_PERMISSION)).isEmpty();
  }

  /** The console's "Revoke active sessions" leaves such a statement behind for ever. */
  @Test
  void sessionsThatWereRevokedLongAgoTakeNothingFromLaterOnes() throws Exception {
    String all = "{\"Effect\":\"Allow\",\"Action\":\"sqs:SendMessage\",\"Resource\":\"*\"},";
    String key = "aws:TokenIssueTime";
    account
        .role("ann", TRUST, all + statement("Deny", "DateLessThan", key, "2026-10-30T00:00:00Z"))
        .role("bob", TRUST, all + statement("Deny", "DateLessThan", key, "2026-10-30T18:00:00Z"));
    AccountResult result = account.baseline("b", REQUIRED).audit();

    assertThat(of(result, FindingType.MISSING_PERMISSION)).isEmpty();
    assertThat(SmallAccount.of(result, FindingType.MISSING_PERMISSION, "bob"))
        .as("a session may last for a day and a half")
        .hasSize(1);
  }
}
