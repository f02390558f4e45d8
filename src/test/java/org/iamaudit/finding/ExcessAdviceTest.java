package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is to be done about permissions that nobody requires, and that somebody uses. */
class ExcessAdviceTest {
  @TempDir Path directory;

  /** For a user who reads and deletes buckets. */
  private String advice(String baseline) throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .user(
                "ann",
                "{\"Effect\":\"Allow\",\"Action\":[\"s3:DeleteBucket\",\"s3:ListBucket\"],"
                    + "\"Resource\":\"*\"}")
            .baseline("b", baseline)
            .file(
                "cloudtrail/a.json",
                """
                {"Records":[{"eventTime":"2026-10-20T00:00:00Z","eventSource":"s3.amazonaws.com",
                  "eventName":"DeleteBucket","awsRegion":"eu-central-1",
                  "recipientAccountId":"123456789012","eventID":"1",
                  "userIdentity":{"type":"IAMUser","arn":"arn:aws:iam::123456789012:user/ann",
                    "accountId":"123456789012","userName":"ann"}}]}
                """)
            .audit();
    return SmallAccount.of(result, FindingType.EXCESS_PERMISSION, "ann").get(0).recommendation();
  }

  @Test
  void whatIsUsedMayBelongIntoTheBaseline() throws Exception {
    assertThat(advice("requires: []")).startsWith("Someone relies on part of this: add what");
  }

  @Test
  void whatIsForbiddenDoesNot() throws Exception {
    assertThat(advice("forbids: [{Action: ['s3:DeleteBucket', 's3:ListBucket'], Resource: '*'}]"))
        .isEqualTo("Remove these from inline p / statement 1");
    assertThat(advice("forbids: [{Action: 's3:DeleteBucket', Resource: '*'}]"))
        .as("what is not forbidden was not used")
        .isEqualTo("Remove these from inline p / statement 1");
  }
}
