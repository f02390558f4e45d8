package org.iamaudit.collect;

import com.amazonaws.regions.RegionUtils;
import com.amazonaws.services.kms.model.GetKeyPolicyRequest;
import com.amazonaws.services.kms.model.ListKeysRequest;
import com.amazonaws.services.lambda.model.GetPolicyRequest;
import com.amazonaws.services.lambda.model.ListFunctionsRequest;
import com.amazonaws.services.s3.model.ListBucketsPaginatedRequest;
import com.amazonaws.services.secretsmanager.model.GetResourcePolicyRequest;
import com.amazonaws.services.secretsmanager.model.ListSecretsRequest;
import com.amazonaws.services.sns.model.GetTopicAttributesRequest;
import com.amazonaws.services.sns.model.ListTopicsRequest;
import com.amazonaws.services.sqs.model.GetQueueAttributesRequest;
import com.amazonaws.services.sqs.model.ListQueuesRequest;

/**
 * A harmless call for each permission that is needed of a service whose resources have policies, in
 * one region. AWS refuses before it looks, so that something that does not exist will do.
 */
final class ResourceProbes {
  private final Aws aws;
  private final String region;
  private final String partition;
  private final String account;

  ResourceProbes(Aws aws, CallerIdentity identity) {
    this.aws = aws;
    this.region = aws.region();
    this.partition = identity.partition();
    this.account = identity.account();
  }

  void add(Probes probes, CollectSettings.PolicyService service) {
    switch (service) {
      case S3 -> {
        String bucket = "arn:" + partition + ":s3:::" + Probes.NOBODY;
        probes.add(
            AwsCall.LIST_BUCKETS,
            () ->
                aws.s3(region)
                    .listBuckets(new ListBucketsPaginatedRequest().withMaxBuckets(Probes.ONE)));
        // A bucket is looked for before the permission: only one that exists could be asked for.
        probes.addUncalled(AwsCall.GET_BUCKET_LOCATION, bucket);
        probes.addUncalled(AwsCall.GET_BUCKET_POLICY, bucket);
        probes.addUncalled(AwsCall.GET_PUBLIC_ACCESS_BLOCK, bucket);
      }
      case KMS -> {
        String key = arn("kms", "key/" + Probes.NO_ID);
        probes.add(
            AwsCall.LIST_KEYS,
            () -> aws.kms(region).listKeys(new ListKeysRequest().withLimit(Probes.ONE)));
        probes.add(
            AwsCall.GET_KEY_POLICY,
            key,
            () ->
                aws.kms(region)
                    .getKeyPolicy(
                        new GetKeyPolicyRequest().withKeyId(key).withPolicyName("default")));
      }
      case SQS -> {
        String queue = arn("sqs", Probes.NOBODY);
        probes.add(
            AwsCall.LIST_QUEUES,
            () -> aws.sqs(region).listQueues(new ListQueuesRequest().withMaxResults(Probes.ONE)));
        if (aws.hasOwnEndpoints()) {
          probes.add(
              AwsCall.GET_QUEUE_ATTRIBUTES,
              queue,
              () ->
                  aws.sqs(region)
                      .getQueueAttributes(
                          new GetQueueAttributesRequest(queueUrl())
                              .withAttributeNames("QueueArn")));
        } else {
          probes.addUncalled(AwsCall.GET_QUEUE_ATTRIBUTES, queue);
        }
      }
      case SNS -> {
        String topic = arn("sns", Probes.NOBODY);
        probes.add(AwsCall.LIST_TOPICS, () -> aws.sns(region).listTopics(new ListTopicsRequest()));
        probes.add(
            AwsCall.GET_TOPIC_ATTRIBUTES,
            topic,
            () ->
                aws.sns(region)
                    .getTopicAttributes(new GetTopicAttributesRequest().withTopicArn(topic)));
      }
      case LAMBDA -> {
        String function = arn("lambda", "function:" + Probes.NOBODY);
        probes.add(
            AwsCall.LIST_FUNCTIONS,
            () ->
                aws.lambda(region)
                    .listFunctions(new ListFunctionsRequest().withMaxItems(Probes.ONE)));
        probes.add(
            AwsCall.GET_FUNCTION_POLICY,
            function,
            () -> aws.lambda(region).getPolicy(new GetPolicyRequest().withFunctionName(function)));
      }
      case SECRETSMANAGER -> {
        String secret = arn("secretsmanager", "secret:" + Probes.NOBODY);
        probes.add(
            AwsCall.LIST_SECRETS,
            () ->
                aws.secretsManager(region)
                    .listSecrets(new ListSecretsRequest().withMaxResults(Probes.ONE)));
        probes.add(
            AwsCall.GET_SECRET_POLICY,
            secret,
            () ->
                aws.secretsManager(region)
                    .getResourcePolicy(new GetResourcePolicyRequest().withSecretId(secret)));
      }
    }
  }

  private String arn(String service, String resource) {
    return String.join(":", "arn", partition, service, region, account, resource);
  }

  private String queueUrl() {
    return "https://sqs."
        + region
        + "."
        + RegionUtils.getRegion(region).getDomain()
        + "/"
        + account
        + "/"
        + Probes.NOBODY;
  }
}
