package org.iamaudit.gen;

import java.util.List;
import org.iamaudit.policy.ConditionOperator.Family;

/**
 * A condition key of the vocabulary.
 *
 * @param values some of what requests carry, faulty ones among them
 */
record ContextKey(String name, Family family, boolean multivalued, List<String> values) {
  private static final String SESSION_ROLE = "arn:aws:iam::111111111111:role/svc/app";
  private static final String LINKED_ROLE =
      "arn:aws:iam::111111111111:role/aws-service-role/x.amazonaws.com/app";

  static final List<ContextKey> ALL =
      List.of(
          key(
              "aws:SourceIp",
              Family.IP_ADDRESS,
              "203.0.113.7",
              "2001:db8:12::7",
              "203.0.113.0/24",
              "x"),
          key(
              "aws:CurrentTime",
              Family.DATE,
              "2024-06-15T12:30:00Z",
              "2024-06-15T14:30:00+02:00",
              "1718454600",
              "2024-06-15T12:30:00.5Z",
              "2024-06-15T12:30:00z",
              "2024-02-30T00:00:00Z"),
          key("s3:max-keys", Family.NUMERIC, "10", "10.0", "9.99", "-1", "10x"),
          key("aws:SecureTransport", Family.BOOL, "true", "FALSE", "yes"),
          key("aws:PrincipalTag/team", Family.STRING, "blue", "Blue", "b*", ""),
          key("aws:PrincipalArn", Family.ARN, SESSION_ROLE, LINKED_ROLE, "arn:aws:iam::x"),
          key("aws:RequestTag/env", Family.STRING, "dev", "prod", "true"),
          key(
              "aws:SourceArn",
              Family.ARN,
              "arn:aws:sns:us-east-1:111111111111:topic",
              "arn:aws:s3:::data-blue",
              "arn:aws:s3"),
          key("sts:ExternalId", Family.BINARY, "c2VjcmV0", "c2VjcmV0Cg==", "%%"),
          key("example:unknown", Family.STRING, "a", "", "arn:aws:s3:::data-blue", "10"),
          new ContextKey(
              "autoscaling:TargetGroupARNs",
              Family.ARN,
              true,
              List.of("arn:aws:s3:::data-blue", "arn:aws:sns:us-east-1:111111111111:topic", "x")),
          new ContextKey("aws:TagKeys", Family.STRING, true, List.of("team", "env", "Team", "")),
          new ContextKey("dynamodb:LeadingKeys", Family.STRING, true, List.of("alice", "bob", "")));

  private static ContextKey key(String name, Family family, String... values) {
    return new ContextKey(name, family, false, List.of(values));
  }
}
