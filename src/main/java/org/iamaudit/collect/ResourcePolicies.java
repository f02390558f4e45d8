package org.iamaudit.collect;

import com.amazonaws.services.kms.model.GetKeyPolicyRequest;
import com.amazonaws.services.kms.model.ListKeysRequest;
import com.amazonaws.services.lambda.model.ListFunctionsRequest;
import com.amazonaws.services.secretsmanager.model.GetResourcePolicyRequest;
import com.amazonaws.services.secretsmanager.model.ListSecretsRequest;
import com.amazonaws.services.sns.model.GetTopicAttributesRequest;
import com.amazonaws.services.sns.model.ListTopicsRequest;
import com.amazonaws.services.sqs.model.GetQueueAttributesRequest;
import com.amazonaws.services.sqs.model.ListQueuesRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.collect.CollectException.Kind;
import org.iamaudit.snapshot.Gap;
import org.iamaudit.snapshot.SnapshotFile;

/**
 * The resource-based policies of one service in one region. Only policies are kept: what else the
 * answers hold, such as the environment of a Lambda function, never reaches a file.
 */
final class ResourcePolicies {
  private static final int NAMED = 5;
  private static final int QUEUES_A_PAGE = 1000;

  private final Aws aws;
  private final String region;
  private final Gaps gaps;

  ResourcePolicies(Aws aws, String region, Gaps gaps) {
    this.aws = aws;
    this.region = region;
    this.gaps = gaps;
  }

  /** Reads the policy of one resource; empty if it has none. */
  private interface PolicyOf {
    Optional<String> read(String resource) throws CollectException;
  }

  /**
   * The policies as JSON, one a line, without those that could not be read, which are a gap.
   *
   * @throws CollectException if the resources cannot be listed
   */
  List<String> of(CollectSettings.PolicyService service) throws CollectException {
    return switch (service) {
      case S3 -> throw new IllegalArgumentException("buckets are listed for all regions at once");
      case KMS -> each("kms", keys(), this::keyPolicy);
      case SQS -> queues();
      case SNS -> each("sns", topics(), this::topicPolicy);
      case LAMBDA -> each("lambda", functions(), this::functionPolicy);
      case SECRETSMANAGER -> each("secretsmanager", secrets(), this::secretPolicy);
    };
  }

  private List<String> each(String service, List<String> arns, PolicyOf policyOf)
      throws CollectException {
    List<String> policies = new ArrayList<>();
    Unread unread = new Unread(service + " " + region);
    for (String arn : arns) {
      try {
        policyOf.read(arn).ifPresent(policy -> policies.add(line(arn, policy)));
      } catch (CollectException e) {
        unread.add(arn, e);
      }
    }
    unread.note(gaps);
    return policies;
  }

  static String line(String arn, String policy) {
    return AnswerJson.of(new TreeMap<>(Map.of("ResourceArn", arn, "Policy", policy)));
  }

  /** Resources whose policy could not be read, as one gap: there may be thousands. */
  static final class Unread {
    private final String where;
    private final List<String> arns = new ArrayList<>();
    private String reason = "";

    Unread(String where) {
      this.where = where;
    }

    /** Leaves a resource out, unless it is gone or nothing else will work either. */
    void add(String arn, CollectException e) throws CollectException {
      if (!e.concernsOnlyThisPart()) {
        throw e;
      }
      if (e.kind() != Kind.NOT_FOUND) {
        arns.add(arn);
        reason = e.getMessage();
      }
    }

    void note(Gaps gaps) {
      if (!arns.isEmpty()) {
        gaps.add(
            Gap.Kind.CALL_FAILED,
            SnapshotFile.RESOURCE_POLICIES.fileName() + ": " + where,
            "no policy of "
                + arns.size()
                + (arns.size() == 1 ? " resource: " : " resources: ")
                + String.join(", ", arns.subList(0, Math.min(NAMED, arns.size())))
                + (arns.size() > NAMED ? ", …" : "")
                + ": "
                + reason,
            "what these policies grant or deny is unknown");
      }
    }
  }

  private List<String> keys() throws CollectException {
    return Paging.all(
        marker -> {
          var answer =
              aws.call(
                  AwsCall.LIST_KEYS,
                  () ->
                      aws.kms(region)
                          .listKeys(new ListKeysRequest().withMarker(marker.orElse(null))));
          return new Paging.Page<>(
              answer.getKeys().stream().map(key -> key.getKeyArn()).toList(),
              Paging.next(answer.getTruncated(), answer.getNextMarker()));
        });
  }

  private Optional<String> keyPolicy(String arn) throws CollectException {
    return Optional.ofNullable(
        aws.call(
                AwsCall.GET_KEY_POLICY,
                () ->
                    aws.kms(region)
                        .getKeyPolicy(
                            new GetKeyPolicyRequest().withKeyId(arn).withPolicyName("default")))
            .getPolicy());
  }

  /** Queues are listed by URL, and the ARN comes with the policy. */
  private List<String> queues() throws CollectException {
    List<String> urls =
        Paging.all(
            token -> {
              var answer =
                  aws.call(
                      AwsCall.LIST_QUEUES,
                      () ->
                          aws.sqs(region)
                              .listQueues(
                                  new ListQueuesRequest()
                                      .withMaxResults(QUEUES_A_PAGE)
                                      .withNextToken(token.orElse(null))));
              return new Paging.Page<>(answer.getQueueUrls(), Paging.next(answer.getNextToken()));
            });
    List<String> policies = new ArrayList<>();
    Unread unread = new Unread("sqs " + region);
    for (String url : urls) {
      try {
        Map<String, String> attributes =
            aws.call(
                    AwsCall.GET_QUEUE_ATTRIBUTES,
                    () ->
                        aws.sqs(region)
                            .getQueueAttributes(
                                new GetQueueAttributesRequest(url)
                                    .withAttributeNames("QueueArn", "Policy")))
                .getAttributes();
        if (attributes.containsKey("Policy")) {
          policies.add(line(attributes.get("QueueArn"), attributes.get("Policy")));
        }
      } catch (CollectException e) {
        unread.add(url, e);
      }
    }
    unread.note(gaps);
    return policies;
  }

  private List<String> topics() throws CollectException {
    return Paging.all(
        token -> {
          var answer =
              aws.call(
                  AwsCall.LIST_TOPICS,
                  () ->
                      aws.sns(region)
                          .listTopics(new ListTopicsRequest().withNextToken(token.orElse(null))));
          return new Paging.Page<>(
              answer.getTopics().stream().map(topic -> topic.getTopicArn()).toList(),
              Paging.next(answer.getNextToken()));
        });
  }

  private Optional<String> topicPolicy(String arn) throws CollectException {
    return Optional.ofNullable(
        aws.call(
                AwsCall.GET_TOPIC_ATTRIBUTES,
                () ->
                    aws.sns(region)
                        .getTopicAttributes(new GetTopicAttributesRequest().withTopicArn(arn)))
            .getAttributes()
            .get("Policy"));
  }

  private List<String> functions() throws CollectException {
    return Paging.all(
        marker -> {
          var answer =
              aws.call(
                  AwsCall.LIST_FUNCTIONS,
                  () ->
                      aws.lambda(region)
                          .listFunctions(
                              new ListFunctionsRequest().withMarker(marker.orElse(null))));
          return new Paging.Page<>(
              answer.getFunctions().stream().map(function -> function.getFunctionArn()).toList(),
              Paging.next(answer.getNextMarker()));
        });
  }

  /** Without a policy the answer is that there is no such resource. */
  private Optional<String> functionPolicy(String arn) throws CollectException {
    return Optional.ofNullable(
        aws.call(
                AwsCall.GET_FUNCTION_POLICY,
                () ->
                    aws.lambda(region)
                        .getPolicy(
                            new com.amazonaws.services.lambda.model.GetPolicyRequest()
                                .withFunctionName(arn)))
            .getPolicy());
  }

  private List<String> secrets() throws CollectException {
    return Paging.all(
        token -> {
          var answer =
              aws.call(
                  AwsCall.LIST_SECRETS,
                  () ->
                      aws.secretsManager(region)
                          .listSecrets(new ListSecretsRequest().withNextToken(token.orElse(null))));
          return new Paging.Page<>(
              answer.getSecretList().stream().map(secret -> secret.getARN()).toList(),
              Paging.next(answer.getNextToken()));
        });
  }

  private Optional<String> secretPolicy(String arn) throws CollectException {
    return Optional.ofNullable(
        aws.call(
                AwsCall.GET_SECRET_POLICY,
                () ->
                    aws.secretsManager(region)
                        .getResourcePolicy(new GetResourcePolicyRequest().withSecretId(arn)))
            .getResourcePolicy());
  }
}
