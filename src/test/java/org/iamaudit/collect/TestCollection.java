package org.iamaudit.collect;

import com.amazonaws.auth.AWSStaticCredentialsProvider;
import com.amazonaws.auth.BasicAWSCredentials;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.AccountId;

/** Collections as tests need them: of a server on this machine, without waiting. */
public final class TestCollection {
  public static final Path SAMPLE = Path.of("config/sample/account-123456789012");
  static final String SAMPLE_ACCOUNT = "123456789012";

  private TestCollection() {}

  static CollectSettings settings(URI endpoint, Path snapshots) {
    return new CollectSettings(
        Optional.of("eu-central-1"),
        List.of("eu-central-1"),
        Optional.empty(),
        Optional.of(endpoint),
        snapshots,
        4,
        EnumSet.allOf(CollectSettings.PolicyService.class),
        Optional.empty(),
        50,
        new CollectSettings.Limits(20, Duration.ofMinutes(10), Duration.ofMinutes(1)),
        CallListener.NONE);
  }

  static CollectSettings withCloudTrail(CollectSettings s, Path directory) {
    return new CollectSettings(
        s.region(),
        s.regions(),
        s.profile(),
        s.endpoint(),
        s.snapshots(),
        s.parallelAccounts(),
        s.resourcePolicies(),
        Optional.of(directory),
        s.maxShrinkPercent(),
        s.limits(),
        CallListener.NONE);
  }

  static CollectSettings withLimits(CollectSettings s, CollectSettings.Limits limits) {
    return new CollectSettings(
        s.region(),
        s.regions(),
        s.profile(),
        s.endpoint(),
        s.snapshots(),
        s.parallelAccounts(),
        s.resourcePolicies(),
        Optional.of(SAMPLE),
        s.maxShrinkPercent(),
        limits,
        CallListener.NONE);
  }

  static CollectPlan planOf(CollectSettings settings, String account) {
    return new CollectPlan(
        settings,
        List.of(new LiveAccount(new AccountId(account), "", Optional.empty(), Optional.empty())),
        Optional.empty(),
        List.of(),
        Optional.empty());
  }

  static Collected collect(CollectPlan plan, String caller) throws CollectException {
    return collect(plan, caller, new ImpatientWaiting());
  }

  /** A collector of one account, with credentials of that account. */
  public static Collector collector(URI endpoint, Path snapshots, String account)
      throws CollectException {
    return collector(
        planOf(settings(endpoint, snapshots), account), account, new ImpatientWaiting());
  }

  private static Collector collector(CollectPlan plan, String caller, Waiting waiting)
      throws CollectException {
    return new Collector(
        plan,
        Map.of(),
        new AWSStaticCredentialsProvider(new BasicAWSCredentials("AKIATEST" + caller, "x")),
        waiting);
  }

  /**
   * Collects with the credentials of an account.
   *
   * @param caller the account that the access key is of
   */
  static Collected collect(CollectPlan plan, String caller, Waiting waiting)
      throws CollectException {
    return collector(plan, caller, waiting).collect(CollectProgress.none(), true);
  }

  /** The one snapshot of one account. */
  static Path snapshot(CollectPlan plan, String caller) throws CollectException {
    return collect(plan, caller).snapshots().get(0).directory();
  }
}
