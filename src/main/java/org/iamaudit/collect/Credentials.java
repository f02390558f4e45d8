package org.iamaudit.collect;

import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.DefaultAWSCredentialsProviderChain;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who the auditor is to AWS, and in which region: by the configuration, then by the environment, as
 * the AWS CLI has it (AWS CLI User Guide, "Configuration and credential file settings" and
 * "Environment variables", read 2026-11).
 */
final class Credentials {
  private Credentials() {}

  static {
    // The SDK announces the end of its support at every start otherwise; README says it once.
    System.setProperty("aws.java.v1.disableDeprecationAnnouncement", "true");
  }

  /** Those of a profile, or of the SDK's default chain. */
  static AWSCredentialsProvider of(CollectSettings settings, Map<String, String> environment)
      throws CollectException {
    Optional<String> profile = profile(settings, environment);
    boolean own = settings.profile().isEmpty() && environment.containsKey("AWS_ACCESS_KEY_ID");
    return profile.isPresent() && !own
        ? new ProfileCredentials(Profiles.read(environment), settings, environment)
            .of(profile.get())
        : new DefaultAWSCredentialsProviderChain();
  }

  private static Optional<String> profile(
      CollectSettings settings, Map<String, String> environment) {
    return settings.profile().or(() -> variable(environment, "AWS_PROFILE"));
  }

  /**
   * The region that is configured, or that the environment or the profile names.
   *
   * @throws CollectException if there is none, or one that is unknown
   */
  static String region(CollectSettings settings, Map<String, String> environment)
      throws CollectException {
    Optional<String> region =
        Stream.of(
                settings.region(),
                variable(environment, "AWS_REGION"),
                variable(environment, "AWS_DEFAULT_REGION"))
            .flatMap(Optional::stream)
            .findFirst();
    if (region.isEmpty()) {
      region =
          Profiles.read(environment)
              .value(profile(settings, environment).orElse("default"), "region");
    }
    if (region.isEmpty()) {
      throw CollectException.ofConfiguration(
          "no AWS region: set `collect.region`, or AWS_REGION; `us-east-1` will do for"
              + " accounts of the partition `aws`");
    }
    Optional<String> problem = AwsRegion.problem(region.get());
    if (problem.isPresent()) {
      throw CollectException.ofConfiguration(problem.get());
    }
    return region.get();
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
