package org.iamaudit.collect;

import com.amazonaws.AmazonServiceException;
import com.amazonaws.ClientConfiguration;
import com.amazonaws.SdkClientException;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.retry.PredefinedRetryPolicies;
import com.amazonaws.services.s3.AmazonS3;
import com.amazonaws.services.s3.AmazonS3ClientBuilder;
import com.amazonaws.services.s3.model.ObjectLockMode;
import com.amazonaws.services.s3.model.ObjectMetadata;
import com.amazonaws.services.s3.model.PutObjectRequest;
import com.amazonaws.services.s3.model.SSEAwsKeyManagementParams;
import com.amazonaws.util.BinaryUtils;
import com.amazonaws.util.Md5Utils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import org.iamaudit.collect.BucketSettings.Lock;
import org.iamaudit.collect.CollectException.Kind;

/**
 * A bucket of Amazon S3 that files are put into and nothing is read from or deleted. It is here
 * since the SDK is; collecting does not use it. The credentials are those of the SDK's default
 * chain; they need {@code s3:PutObject}, with a lock {@code s3:PutObjectRetention}, with a key
 * {@code kms:GenerateDataKey} (and {@code kms:Decrypt} for large files).
 */
public final class EvidenceBucket implements AutoCloseable {
  private static final int PRECONDITION_FAILED = 412;
  private static final int LONGEST_REASON = 300;

  static {
    System.setProperty("aws.java.v1.disableDeprecationAnnouncement", "true");
  }

  private final BucketSettings settings;
  private final AmazonS3 client;

  /**
   * A bucket in its region.
   *
   * @param patience for each answer
   */
  public EvidenceBucket(BucketSettings settings, Duration patience) {
    this.settings = settings;
    int millis = Math.toIntExact(patience.toMillis());
    AmazonS3ClientBuilder builder =
        AmazonS3ClientBuilder.standard()
            .withClientConfiguration(
                new ClientConfiguration()
                    .withRetryPolicy(PredefinedRetryPolicies.NO_RETRY_POLICY)
                    .withConnectionTimeout(millis)
                    .withSocketTimeout(millis)
                    .withUserAgentPrefix("iamaudit"));
    this.client =
        settings
            .endpoint()
            .map(
                uri ->
                    builder
                        .withPathStyleAccessEnabled(true)
                        .withEndpointConfiguration(
                            new EndpointConfiguration(uri.toString(), settings.region())))
            .orElseGet(() -> builder.withRegion(settings.region()))
            .build();
  }

  /**
   * Puts a file into the bucket, unless there is an object of that name, which stays as it is.
   *
   * @param name below the prefix, with slashes
   * @param now from when on a lock counts
   * @return false if there is one of that name already
   * @throws CollectException if AWS refuses it or does not answer
   */
  public boolean put(String name, Path file, Instant now) throws CollectException {
    File content = file.toFile();
    ObjectMetadata metadata = new ObjectMetadata();
    metadata.setContentLength(content.length());
    metadata.setContentMD5(md5(content)); // a bucket with Object Lock demands it
    PutObjectRequest request =
        new PutObjectRequest(settings.bucket(), settings.prefix() + name, content)
            .withMetadata(metadata);
    request.putCustomRequestHeader("If-None-Match", "*");
    settings
        .kmsKey()
        .ifPresent(
            key -> request.withSSEAwsKeyManagementParams(new SSEAwsKeyManagementParams(key)));
    settings.lock().ifPresent(lock -> lock(request, lock, now));
    try {
      client.putObject(request);
      return true;
    } catch (AmazonServiceException e) {
      if (e.getStatusCode() == PRECONDITION_FAILED) {
        return false;
      }
      throw failed(name, e.getErrorCode() + ": " + e.getErrorMessage(), rights(), e);
    } catch (SdkClientException e) {
      throw failed(name, String.valueOf(e.getMessage()), "", e);
    }
  }

  private static void lock(PutObjectRequest request, Lock lock, Instant now) {
    request.withObjectLockMode(ObjectLockMode.fromString(lock.mode().name()));
    request.withObjectLockRetainUntilDate(
        Date.from(now.atZone(ZoneOffset.UTC).plus(lock.retain()).toInstant()));
  }

  private static String md5(File file) throws CollectException {
    try {
      return BinaryUtils.toBase64(Md5Utils.computeMD5Hash(file));
    } catch (IOException e) {
      throw new CollectException(Kind.FAILED, "cannot read `" + file + "`: " + e.getMessage(), e);
    }
  }

  /** What a refusal may be for. */
  private String rights() {
    return "; the role that the daemon runs as needs s3:PutObject"
        + (settings.lock().isPresent() ? " and s3:PutObjectRetention" : "")
        + " on it";
  }

  private CollectException failed(String name, String reason, String hint, RuntimeException e) {
    String line = reason.replaceAll("\\p{Cntrl}+", " ").strip();
    return new CollectException(
        Kind.FAILED,
        "cannot put `"
            + settings.prefix()
            + name
            + "` into the bucket `"
            + settings.bucket()
            + "`: "
            + line.substring(0, Math.min(line.length(), LONGEST_REASON))
            + hint,
        e);
  }

  @Override
  public void close() {
    client.shutdown();
  }
}
