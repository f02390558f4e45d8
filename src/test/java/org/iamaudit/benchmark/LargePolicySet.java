package org.iamaudit.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.iamaudit.evaluate.Caller;
import org.iamaudit.evaluate.Request;
import org.iamaudit.evaluate.RequestContext;

/**
 * Policies of 8 KB together, as a team's role collects them: statements of several services on
 * named resources, some under conditions, some that deny; and requests that meet them. The same at
 * every run.
 */
final class LargePolicySet {
  private static final int SIZE = 8 << 10;
  private static final List<String> ACTIONS =
      List.of(
          "s3:Get*",
          "s3:PutObject",
          "dynamodb:Query",
          "dynamodb:PutItem",
          "ec2:Describe*",
          "sqs:SendMessage",
          "sns:Publish",
          "kms:Decrypt",
          "logs:*",
          "iam:PassRole");

  private final Random random = new Random(7);

  /** Two documents of half the size each. */
  List<String> documents() {
    return List.of(document(), document());
  }

  private String document() {
    StringBuilder statements = new StringBuilder();
    for (int n = 0; statements.length() < SIZE / 2; n++) {
      statements.append(n == 0 ? "" : ",").append(statement(n));
    }
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + statements + "]}";
  }

  private String statement(int number) {
    List<String> actions = new ArrayList<>();
    List<String> resources = new ArrayList<>();
    for (int n = random.nextInt(3); n >= 0; n--) {
      actions.add('"' + ACTIONS.get(random.nextInt(ACTIONS.size())) + '"');
      resources.add("\"arn:aws:s3:::team-" + random.nextInt(40) + "-data/*\"");
      resources.add("\"arn:aws:sqs:eu-west-1:123456789012:jobs-" + random.nextInt(40) + "*\"");
    }
    String condition =
        random.nextInt(3) > 0
            ? ""
            : ",\"Condition\":{\"StringLike\":{\"aws:PrincipalTag/team\":[\"t"
                + random.nextInt(10)
                + "*\"]},\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}}";
    return "{\"Sid\":\"S"
        + number
        + "\",\"Effect\":\""
        + (random.nextInt(6) == 0 ? "Deny" : "Allow")
        + "\",\"Action\":"
        + actions
        + ",\"Resource\":"
        + resources
        + condition
        + "}";
  }

  /** Requests of one role, some of which are allowed. */
  List<Request> requests(int count) {
    Caller caller = Caller.parse("arn:aws:sts::123456789012:assumed-role/app/session");
    RequestContext context =
        RequestContext.builder()
            .put("aws:PrincipalTag/team", "t1-blue")
            .put("aws:SourceIp", "10.1.2.3")
            .putKeysOf(caller)
            .build();
    List<Request> requests = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      boolean bucket = n % 2 == 0;
      String action = bucket ? n % 4 == 0 ? "s3:GetObject" : "s3:PutObject" : "sqs:SendMessage";
      String resource =
          bucket
              ? "arn:aws:s3:::team-" + random.nextInt(50) + "-data/2026/11.csv"
              : "arn:aws:sqs:eu-west-1:123456789012:jobs-" + random.nextInt(50);
      requests.add(
          new Request(caller, action, resource, context, Optional.empty(), Optional.empty()));
    }
    return requests;
  }
}
