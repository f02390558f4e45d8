package org.iamaudit.collect.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;

/** Services whose resources have policies. Each list also has one without. */
final class Resources {
  private Resources() {}

  /** S3, by XML. */
  static String s3(FakeAccount account, FakeCall call) {
    Map<String, JsonNode> buckets = account.resources("s3", call.region());
    String arn = "arn:aws:s3:::" + call.parameter("bucket");
    return switch (call.operation()) {
      case "ListBuckets" -> {
        StringBuilder out = new StringBuilder();
        buckets.keySet().forEach(bucket -> out.append(bucket(bucket.substring(13))));
        out.append(bucket("without-policy-" + account.id));
        yield "<ListAllMyBucketsResult><Buckets>" + out + "</Buckets></ListAllMyBucketsResult>";
      }
      case "GetBucketLocation" -> "<LocationConstraint>eu-central-1</LocationConstraint>";
      case "GetBucketPolicy" -> {
        if (!buckets.containsKey(arn)) {
          throw new FakeError(404, "NoSuchBucketPolicy", "The bucket policy does not exist");
        }
        yield buckets.get(arn).toString();
      }
      case "GetPublicAccessBlock" -> {
        if (!buckets.containsKey(arn)) {
          throw new FakeError(
              404,
              "NoSuchPublicAccessBlockConfiguration",
              "The public access block configuration was not found");
        }
        yield "<PublicAccessBlockConfiguration><BlockPublicAcls>true</BlockPublicAcls>"
            + "<IgnorePublicAcls>true</IgnorePublicAcls><BlockPublicPolicy>true</BlockPublicPolicy>"
            + "<RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>";
      }
      default -> throw new FakeError(400, "InvalidRequest", call.operation());
    };
  }

  private static String bucket(String name) {
    return "<Bucket><Name>"
        + name
        + "</Name><CreationDate>2024-01-01T00:00:00.000Z</CreationDate></Bucket>";
  }

  /** SNS, by the query protocol. */
  static String sns(FakeAccount account, FakeCall call) {
    Map<String, JsonNode> topics = account.resources("sns", call.region());
    if (call.operation().equals("ListTopics")) {
      StringBuilder out = new StringBuilder();
      topics
          .keySet()
          .forEach(arn -> out.append(Xml.element("member", Xml.element("TopicArn", arn))));
      return Xml.element("Topics", out.toString());
    }
    ObjectNode answer = FakeAccount.JSON.createObjectNode();
    String arn = call.parameter("TopicArn");
    answer.putObject("Attributes").put("TopicArn", arn).put("Policy", found(topics, arn));
    return Xml.content(answer);
  }

  /** The services that speak JSON. */
  static String json(URI base, FakeAccount account, FakeCall call) {
    Map<String, JsonNode> all = account.resources(call.service(), call.region());
    ObjectNode answer = FakeAccount.JSON.createObjectNode();
    switch (call.name()) {
      case "kms:ListKeys" -> {
        answer.putArray("Keys");
        all.keySet().forEach(arn -> answer.withArray("Keys").addObject().put("KeyArn", arn));
        answer.put("Truncated", false);
      }
      case "kms:GetKeyPolicy" ->
          answer.put("Policy", found(all, call.body().path("KeyId").asText()));
      case "sqs:ListQueues" -> {
        answer.putArray("QueueUrls");
        all.keySet().forEach(arn -> answer.withArray("QueueUrls").add(url(base, arn)));
        answer.withArray("QueueUrls").add(base + "/" + account.id + "/without-policy");
      }
      case "sqs:GetQueueAttributes" -> {
        String url = call.body().path("QueueUrl").asText();
        ObjectNode attributes = answer.putObject("Attributes");
        all.forEach(
            (arn, policy) -> {
              if (url(base, arn).equals(url)) {
                attributes.put("QueueArn", arn).put("Policy", policy.toString());
              }
            });
      }
      case "secretsmanager:ListSecrets" -> {
        answer.putArray("SecretList");
        all.keySet().forEach(arn -> answer.withArray("SecretList").addObject().put("ARN", arn));
      }
      case "secretsmanager:GetResourcePolicy" ->
          answer.put("ResourcePolicy", found(all, call.body().path("SecretId").asText()));
      case "lambda:ListFunctions" -> {
        answer.putArray("Functions");
        all.keySet()
            .forEach(arn -> answer.withArray("Functions").addObject().put("FunctionArn", arn));
        ObjectNode function = answer.withArray("Functions").addObject();
        function.put(
            "FunctionArn",
            "arn:aws:lambda:" + call.region() + ":" + account.id + ":function:without-policy");
        function.putObject("Environment").putObject("Variables").put("PASSWORD", "hunter2");
      }
      case "lambda:GetPolicy" -> {
        JsonNode policy = all.get(call.parameter("function"));
        if (policy == null) {
          throw new FakeError(
              404, "ResourceNotFoundException", "The resource you requested does not exist.");
        }
        answer.put("Policy", policy.toString());
      }
      default -> throw new FakeError(400, "UnknownOperationException", call.name());
    }
    return answer.toString();
  }

  private static String found(Map<String, JsonNode> policies, String arn) {
    if (!policies.containsKey(arn)) {
      throw new FakeError(400, "NotFoundException", arn + " does not exist");
    }
    return policies.get(arn).toString();
  }

  private static String url(URI base, String arn) {
    String[] parts = arn.split(":");
    return base + "/" + parts[4] + "/" + parts[5];
  }
}
