package org.iamaudit.collect;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How live accounts are read.
 *
 * @param region where calls are signed for; empty: what the environment or the profile says
 * @param regions where resource-based policies are read, unique; empty: only in {@code region}
 * @param profile of the AWS configuration files; empty: the SDK's default chain
 * @param endpoint instead of AWS's own, for every service
 * @param snapshots receives a directory for each account and collection
 * @param parallelAccounts how many accounts are read at a time
 * @param resourcePolicies the services whose resource-based policies are read
 * @param cloudTrail a directory of log files, of which each account's own are taken over
 * @param maxShrinkPercent by how much an account may be smaller than before and still be believed
 * @param calls is told of each call
 */
public record CollectSettings(
    Optional<String> region,
    List<String> regions,
    Optional<String> profile,
    Optional<URI> endpoint,
    Path snapshots,
    int parallelAccounts,
    Set<PolicyService> resourcePolicies,
    Optional<Path> cloudTrail,
    int maxShrinkPercent,
    Limits limits,
    CallListener calls) {

  public CollectSettings {
    regions = List.copyOf(regions);
    Set<PolicyService> copy = EnumSet.noneOf(PolicyService.class);
    copy.addAll(resourcePolicies);
    resourcePolicies = Collections.unmodifiableSet(copy);
  }

  /** The same, with someone who is told of each call. */
  CollectSettings heardBy(CallListener listener) {
    return new CollectSettings(
        region,
        regions,
        profile,
        endpoint,
        snapshots,
        parallelAccounts,
        resourcePolicies,
        cloudTrail,
        maxShrinkPercent,
        limits,
        listener);
  }

  /**
   * How hard AWS is asked.
   *
   * @param requestsPerSecond to one service of one account, at most
   * @param deadline how long a call is repeated that AWS refuses for now, and a job is awaited
   * @param answerTimeout how long one answer may take
   */
  public record Limits(double requestsPerSecond, Duration deadline, Duration answerTimeout) {
    /** What suits an account of any size. */
    public static final Limits DEFAULT =
        new Limits(20, Duration.ofMinutes(10), Duration.ofSeconds(60));
  }

  /** A service whose resources have policies of their own. */
  public enum PolicyService {
    S3,
    KMS,
    SQS,
    SNS,
    LAMBDA,
    SECRETSMANAGER
  }
}
