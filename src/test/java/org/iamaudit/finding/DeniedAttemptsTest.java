package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.iamaudit.usage.Use;
import org.iamaudit.usage.UseState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A call that was denied is told of, whatever else its principal may do. */
class DeniedAttemptsTest {
  private static final String READS_A =
      "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::a/*\"}";
  private static final String IN_A_NETWORK =
      "{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\",\"Condition\":"
          + "{\"StringEquals\":{\"aws:SourceVpc\":\"vpc-1\"}}}";

  @TempDir Path directory;

  /** Of a user who was denied to read an object. */
  private AccountResult denied(String statements, String baseline) throws Exception {
    return new SmallAccount(directory)
        .user("ann", statements)
        .baseline("b", baseline)
        .file(
            "cloudtrail/a.json",
            """
            {"Records":[{"eventTime":"2026-10-20T00:00:00Z","eventSource":"s3.amazonaws.com",
              "eventName":"GetObject","errorCode":"AccessDenied","awsRegion":"eu-central-1",
              "recipientAccountId":"123456789012","eventID":"1",
              "userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::123456789012:user/ann",
                "accountId":"123456789012","userName":"ann"}}]}
            """)
        .audit();
  }

  private static List<String> titles(AccountResult result) {
    return SmallAccount.of(result, FindingType.DENIED_ATTEMPTS, "ann").stream()
        .map(Finding::title)
        .toList();
  }

  private static List<Verdict> verdicts(AccountResult result) {
    return result.principals().get(0).comparison().get().stream()
        .map(ComparisonRow::verdict)
        .filter(v -> v == Verdict.DENIED_ATTEMPT)
        .toList();
  }

  @Test
  void ofWhatIsNotGrantedAtAll() throws Exception {
    AccountResult result = denied("", "requires: []");

    assertThat(titles(result))
        .containsExactly("denied attempts at s3:GetObject, neither required nor granted");
    assertThat(verdicts(result)).hasSize(1);
  }

  @Test
  void ofWhatIsGrantedOnAnotherResource() throws Exception {
    AccountResult result =
        denied(READS_A, "requires: [{Action: s3:GetObject, Resource: 'arn:aws:s3:::a/*'}]");

    assertThat(titles(result))
        .containsExactly(
            "denied attempts at s3:GetObject, granted only on other resources, under other"
                + " conditions, or since then");
    assertThat(verdicts(result)).hasSize(1);
  }

  @Test
  void ofWhatIsGrantedUnderACondition() throws Exception {
    assertThat(titles(denied(IN_A_NETWORK, "requires: []"))).hasSize(1);
  }

  /** The finding says when and how often, and its row of the comparison leads to it. */
  @Test
  void whenAndHowOften() throws Exception {
    AccountResult result = denied("", "requires: []");

    Finding finding = SmallAccount.of(result, FindingType.DENIED_ATTEMPTS, "ann").get(0);
    assertThat(finding.use())
        .contains(
            new Use(
                UseState.NOT_USED,
                Optional.of(Instant.parse("2026-10-20T00:00:00Z")),
                "CloudTrail, 1 denied"));
    assertThat(result.principals().get(0).comparison().get())
        .filteredOn(row -> row.verdict() == Verdict.DENIED_ATTEMPT)
        .singleElement()
        .satisfies(row -> assertThat(row.findingId()).contains(finding.id()))
        .satisfies(row -> assertThat(row.use()).isEqualTo(finding.use().orElseThrow()));
  }

  /** The MISSING finding says that calls were denied. */
  @Test
  void notTwiceOfWhatIsMissing() throws Exception {
    AccountResult result = denied(READS_A, "requires: [{Action: s3:GetObject, Resource: '*'}]");

    assertThat(titles(result)).isEmpty();
    assertThat(SmallAccount.of(result, FindingType.MISSING_PERMISSION, "ann"))
        .singleElement()
        .satisfies(f -> assertThat(f.title()).contains("calls were denied"));
  }
}
