package org.iamaudit.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.iamaudit.collect.TestCollection;
import org.iamaudit.collect.server.FakeAws;
import org.iamaudit.collect.server.Faults;
import org.iamaudit.run.PreflightReport.Line;
import org.iamaudit.run.PreflightReport.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What calling says of a permission, and what the caller's own policies say. */
class PreflightReportTest {
  private static final String ACCOUNT = "123456789012";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SHIPPED = "config/aws/auditor-policy.json";

  @TempDir Path directory;
  private String caller = "assumed-role/auditor/session";

  @Test
  void withTheShippedPolicyEverythingIsThere() throws Exception {
    try (FakeAws aws = FakeAws.start(account(Files.readString(Path.of(SHIPPED))))) {
      PreflightReport report = report(aws);
      assertThat(report.complete()).isTrue();
      assertThat(line(report, "iam:GetAccountSummary").reason()).isEqualTo("called");
      for (String uncalled :
          List.of(
              "s3:GetBucketPolicy",
              "s3:GetBucketLocation",
              "s3:GetBucketPublicAccessBlock",
              "sqs:GetQueueAttributes")) {
        assertThat(line(report, uncalled).reason()).isEqualTo("by the caller's own policies");
      }
    }
  }

  @Test
  void aPermissionThatCannotBeTriedIsMissedInThePolicies() throws Exception {
    String policy =
        """
        {"Statement": [
          {"Effect": "Allow", "Action": ["iam:*", "s3:*"], "Resource": "*"},
          {"Effect": "Deny", "Action": "s3:GetBucketPolicy", "Resource": "*"},
          {"Effect": "Deny", "Action": "s3:GetBucketLocation", "Resource": "*",
           "Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}}]}
        """;
    try (FakeAws aws = FakeAws.start(account(policy))) {
      PreflightReport report = report(aws);
      assertThat(report.complete()).isFalse();
      assertThat(line(report, "s3:GetBucketPublicAccessBlock").result())
          .isEqualTo(Result.PERMITTED);
      assertThat(line(report, "s3:GetBucketPolicy"))
          .isEqualTo(
              new Line(
                  ACCOUNT,
                  "s3:GetBucketPolicy",
                  Result.DENIED,
                  "by the caller's own policies: explicit deny in iamaudit"));
      assertThat(line(report, "sqs:GetQueueAttributes").reason())
          .isEqualTo("by the caller's own policies: no allow in IdentityPolicy");
      assertThat(line(report, "s3:GetBucketLocation"))
          .satisfies(
              line -> {
                assertThat(line.result()).isEqualTo(Result.UNKNOWN);
                assertThat(line.reason()).endsWith("the caller's policies ask for aws:SourceIp");
              });
    }
  }

  @Test
  void aDeniedCallIsExplainedByThePolicies() throws Exception {
    String policy =
        """
        {"Statement": [{"Effect": "Allow", "Action": ["iam:*", "s3:*", "sqs:*"], "Resource": "*"}]}
        """;
    try (FakeAws aws = FakeAws.start(account(policy))) {
      aws.setFaults(Faults.deny("iam:ListAccessKeys", "kms:ListKeys", "organizations:ListRoots"));
      PreflightReport report = report(aws);
      assertThat(report.lines()).filteredOn(l -> l.result() != Result.PERMITTED).hasSize(3);
      assertThat(line(report, "iam:ListAccessKeys").reason())
          .contains("needs `iam:ListAccessKeys`", "own policies allow it: look for an SCP");
      assertThat(line(report, "kms:ListKeys").reason())
          .endsWith("the caller's own policies: no allow in IdentityPolicy");
      assertThat(line(report, "organizations:ListRoots").reason()).doesNotContain("own policies");
    }
  }

  @Test
  void withoutItsPoliciesWhatCannotBeTriedIsUnknown() throws Exception {
    try (FakeAws aws = FakeAws.start(TestCollection.SAMPLE)) {
      assertThat(line(report(aws), "s3:GetBucketPolicy"))
          .satisfies(
              line -> {
                assertThat(line.result()).isEqualTo(Result.UNKNOWN);
                assertThat(line.reason()).contains("no user or role of the account");
              });
      aws.setFaults(Faults.deny("iam:GetAccountAuthorizationDetails"));
      assertThat(line(report(aws), "s3:GetBucketPolicy").reason())
          .contains("may not read its own policies");
    }
  }

  @Test
  void aUserIsJudgedByItsGroups() throws Exception {
    Path account = account("{\"Statement\": []}");
    try (FakeAws aws = FakeAws.start(account)) {
      caller = "user/finance/alice.keller";
      PreflightReport report = report(aws);
      assertThat(line(report, "s3:GetBucketPolicy").result()).isEqualTo(Result.DENIED);
      caller = "user/finance/nobody";
      assertThat(line(report(aws), "s3:GetBucketPolicy").result()).isEqualTo(Result.UNKNOWN);
    }
  }

  @Test
  void anAccountThatCannotBeEnteredIsDenied() throws Exception {
    try (FakeAws aws = FakeAws.start(TestCollection.SAMPLE)) {
      assertThat(report(aws, "999900001111").lines())
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.result()).isEqualTo(Result.DENIED);
                assertThat(line.reason()).contains("unknown there");
              });
    }
  }

  private PreflightReport report(FakeAws aws) throws Exception {
    return report(aws, ACCOUNT);
  }

  private PreflightReport report(FakeAws aws, String account) throws Exception {
    Path snapshots = directory.resolve("snapshots");
    aws.setCaller(caller);
    PreflightReport report =
        PreflightReport.of(TestCollection.collector(aws.endpoint(), snapshots, account));
    assertThat(snapshots).doesNotExist();
    return report;
  }

  private static Line line(PreflightReport report, String action) {
    return report.lines().stream()
        .filter(line -> line.action().equals(action))
        .findFirst()
        .orElseThrow();
  }

  /** The sample with the auditor's role, which has one policy. */
  private Path account(String policy) throws Exception {
    String details = "account-authorization-details.json";
    Path account = Files.createDirectory(directory.resolve("account"));
    ObjectNode json = (ObjectNode) JSON.readTree(TestCollection.SAMPLE.resolve(details).toFile());
    ObjectNode role = ((ArrayNode) json.get("RoleDetailList")).addObject();
    role.put("Arn", "arn:aws:iam::" + ACCOUNT + ":role/audit/auditor")
        .put("RoleName", "auditor")
        .put("RoleId", "AROAIAMAUDITEXAMPLE01")
        .put("Path", "/audit/")
        .put("CreateDate", "2026-01-01T00:00:00Z");
    role.set(
        "AssumeRolePolicyDocument",
        JSON.readTree(
            "{\"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\","
                + " \"Principal\": {\"AWS\": \"*\"}}]}"));
    role.withArray("RolePolicyList")
        .addObject()
        .put("PolicyName", "iamaudit")
        .set("PolicyDocument", JSON.readTree(policy));
    JSON.writeValue(account.resolve(details).toFile(), json);
    return account;
  }
}
