package org.iamaudit.collect;

import java.net.URI;
import java.time.Period;
import java.util.Optional;

/**
 * Where packages are delivered to.
 *
 * @param prefix of every key; empty string, or with a slash at the end
 * @param endpoint instead of AWS's own; the bucket is then part of the path
 * @param kmsKey that encrypts; empty: as the bucket has it by default
 * @param lock how long nobody may delete what is delivered; empty: as the bucket has it by default
 */
public record BucketSettings(
    String bucket,
    String prefix,
    String region,
    Optional<URI> endpoint,
    Optional<String> kmsKey,
    Optional<Lock> lock) {

  /** A retention of S3 Object Lock, from the moment of delivery on. */
  public record Lock(Mode mode, Period retain) {}

  /** How strict it is. */
  public enum Mode {
    /** Some may end it. */
    GOVERNANCE,
    /** Nobody may, not even the root user. */
    COMPLIANCE
  }
}
