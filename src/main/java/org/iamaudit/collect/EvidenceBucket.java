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
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import org.iamaudit.collect.BucketSettings.Lock;
import org.iamaudit.collect.CollectException.Kind;
import org.iamaudit.snapshot.IoReason;
import org.iamaudit.snapshot.Sha256;

/**
 * A bucket of Amazon S3 that files are put into and nothing is deleted from. It is here since the
 * SDK is; collecting does not use it. The credentials are those of the SDK's default chain; they
 * need {@code s3:PutObject}, with a lock {@code s3:PutObjectRetention}, with a key {@code
 * kms:GenerateDataKey} (and {@code kms:Decrypt} for large files), and {@code s3:GetObject} to
 * compare what is there already, of which the head alone is read.
 */
public final class EvidenceBucket implements AutoCloseable {
  private static final int FORBIDDEN = 403;
  private static final int PRECONDITION_FAILED = 412;
  private static final int LONGEST_REASON = 300;

  /** Metadata of each object: the hexadecimal SHA-256 of its content. */
  private static final String SHA256 = "sha256";

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
   * Puts a file into the bucket, unless there is an object of that name, which stays as it is and
   * must have the same content: the same size, and the SHA-256 that was put along with it. An
   * object without that is compared by its ETag, which is the MD5 unless a KMS key encrypts.
   *
   * @param name below the prefix, with slashes
   * @param now from when on a lock counts
   * @return false if it is there already
   * @throws CollectException if AWS refuses it or does not answer; of kind {@code IMPLAUSIBLE} if
   *     another content is there, or one that cannot be told
   */
  public boolean put(String name, Path file, Instant now) throws CollectException {
    ObjectMetadata metadata = metadata(file);
    PutObjectRequest request =
        new PutObjectRequest(settings.bucket(), settings.prefix() + name, file.toFile())
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
        compare(name, metadata);
        return false;
      }
      throw failed(name, e.getErrorCode() + ": " + e.getErrorMessage(), rights(), e);
    } catch (SdkClientException e) {
      throw failed(name, String.valueOf(e.getMessage()), "", e);
    }
  }

  private void compare(String name, ObjectMetadata ours) throws CollectException {
    ObjectMetadata there;
    try {
      there = client.getObjectMetadata(settings.bucket(), settings.prefix() + name);
    } catch (SdkClientException e) {
      boolean denied = e instanceof AmazonServiceException s && s.getStatusCode() == FORBIDDEN;
      throw failed(
          name,
          "there is one of that name, which cannot be compared: " + e.getMessage(),
          denied ? "; the role that the daemon runs as needs s3:GetObject on it" : "",
          e);
    }
    if (there.getContentLength() != ours.getContentLength() || !isSame(there, ours)) {
      throw new CollectException(
          Kind.IMPLAUSIBLE,
          ("`%s` in the bucket `%s` is there already, with another content (%,d bytes) than the"
                  + " file here (%,d bytes); nothing is overwritten: find out who put it there, and"
                  + " configure another `delivery.prefix` to deliver the package here as well")
              .formatted(
                  settings.prefix() + name,
                  settings.bucket(),
                  there.getContentLength(),
                  ours.getContentLength()),
          null);
    }
  }

  private static boolean isSame(ObjectMetadata there, ObjectMetadata ours) {
    String sha256 = there.getUserMetaDataOf(SHA256);
    return sha256 != null
        ? sha256.equals(ours.getUserMetaDataOf(SHA256))
        : there.getETag() != null
            && there
                .getETag()
                .equals(BinaryUtils.toHex(BinaryUtils.fromBase64(ours.getContentMD5())));
  }

  private static void lock(PutObjectRequest request, Lock lock, Instant now) {
    request.withObjectLockMode(ObjectLockMode.fromString(lock.mode().name()));
    request.withObjectLockRetainUntilDate(
        Date.from(now.atZone(ZoneOffset.UTC).plus(lock.retain()).toInstant()));
  }

  private static ObjectMetadata metadata(Path file) throws CollectException {
    ObjectMetadata metadata = new ObjectMetadata();
    metadata.setContentLength(file.toFile().length());
    try {
      // A bucket with Object Lock demands it.
      metadata.setContentMD5(BinaryUtils.toBase64(Md5Utils.computeMD5Hash(file.toFile())));
      metadata.addUserMetadata(SHA256, Sha256.of(file));
    } catch (IOException e) {
      throw new CollectException(Kind.FAILED, "cannot read `" + file + "`: " + IoReason.of(e), e);
    }
    return metadata;
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
