package org.iamaudit.collect;

import com.amazonaws.services.s3.model.Bucket;
import com.amazonaws.services.s3.model.GetPublicAccessBlockRequest;
import com.amazonaws.services.s3.model.ListBucketsPaginatedRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.collect.CollectException.Kind;

/** The policies of all buckets and what blocks public access to them; every region's are listed. */
final class Buckets {
  private static final int PAGE_SIZE = 1000;

  private final Aws aws;
  private final String partition;

  Buckets(Aws aws, String partition) {
    this.aws = aws;
    this.partition = partition;
  }

  /**
   * Lines of JSON.
   *
   * @param policies as {@link ResourcePolicies#of}
   * @param publicAccessBlocks of the buckets that have one
   */
  record Found(List<String> policies, List<String> publicAccessBlocks) {}

  Found read(Gaps gaps) throws CollectException {
    List<String> policies = new ArrayList<>();
    List<String> blocks = new ArrayList<>();
    ResourcePolicies.Unread noPolicy = new ResourcePolicies.Unread("s3");
    ResourcePolicies.Unread noBlock = new ResourcePolicies.Unread("s3 public access block");
    for (Bucket bucket : buckets()) {
      String arn = "arn:" + partition + ":s3:::" + bucket.getName();
      try {
        String region = region(bucket);
        policy(bucket, region).ifPresent(p -> policies.add(ResourcePolicies.line(arn, p)));
        try {
          block(arn, bucket, region).ifPresent(blocks::add);
        } catch (CollectException e) {
          noBlock.add(arn, e);
        }
      } catch (CollectException e) {
        noPolicy.add(arn, e);
      }
    }
    noPolicy.note(gaps);
    noBlock.note(gaps);
    return new Found(policies, blocks);
  }

  private List<Bucket> buckets() throws CollectException {
    return Paging.all(
        token -> {
          var answer =
              aws.call(
                  AwsCall.LIST_BUCKETS,
                  () ->
                      aws.s3(aws.region())
                          .listBuckets(
                              new ListBucketsPaginatedRequest()
                                  .withMaxBuckets(PAGE_SIZE)
                                  .withContinuationToken(token.orElse(null))));
          return new Paging.Page<>(answer.getBuckets(), Paging.next(answer.getContinuationToken()));
        });
  }

  /** A bucket answers in its own region only. */
  private String region(Bucket bucket) throws CollectException {
    if (bucket.getRegion() != null) {
      return bucket.getRegion();
    }
    String location =
        aws.call(
            AwsCall.GET_BUCKET_LOCATION,
            () -> aws.s3(aws.region()).getBucketLocation(bucket.getName()));
    return switch (location) {
      case "US" -> "us-east-1"; // the SDK's name for no location at all
      case "EU" -> "eu-west-1";
      default -> location;
    };
  }

  /** The SDK answers null for a bucket without a policy. */
  private Optional<String> policy(Bucket bucket, String region) throws CollectException {
    return Optional.ofNullable(
        aws.call(AwsCall.GET_BUCKET_POLICY, () -> aws.s3(region).getBucketPolicy(bucket.getName()))
            .getPolicyText());
  }

  private Optional<String> block(String arn, Bucket bucket, String region) throws CollectException {
    try {
      var configuration =
          aws.call(
                  AwsCall.GET_PUBLIC_ACCESS_BLOCK,
                  () ->
                      aws.s3(region)
                          .getPublicAccessBlock(
                              new GetPublicAccessBlockRequest().withBucketName(bucket.getName())))
              .getPublicAccessBlockConfiguration();
      return Optional.of(
          AnswerJson.of(
              new TreeMap<>(
                  Map.of("ResourceArn", arn, "PublicAccessBlockConfiguration", configuration))));
    } catch (CollectException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }
}
