package org.iamaudit.collect;

import com.amazonaws.SdkClientException;
import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.DefaultAWSCredentialsProviderChain;
import com.amazonaws.auth.profile.ProfileCredentialsProvider;
import com.amazonaws.auth.profile.ProfilesConfigFile;
import com.amazonaws.regions.AwsEnvVarOverrideRegionProvider;
import com.amazonaws.regions.AwsProfileRegionProvider;
import com.amazonaws.regions.AwsRegionProvider;
import com.amazonaws.regions.AwsRegionProviderChain;
import com.amazonaws.regions.AwsSystemPropertyRegionProvider;
import com.amazonaws.regions.Region;
import com.amazonaws.regions.RegionUtils;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import java.util.TreeSet;

/** Who the auditor is to AWS, and in which region. */
final class Credentials {
  private Credentials() {}

  /** Those of a profile, or of the SDK's default chain. */
  static AWSCredentialsProvider of(Optional<String> profile) throws CollectException {
    return profile.isPresent()
        ? ofProfile(profile.get())
        : new DefaultAWSCredentialsProviderChain();
  }

  /** The SDK looks into the file of profiles only where there is no file of credentials. */
  private static AWSCredentialsProvider ofProfile(String profile) throws CollectException {
    TreeSet<String> known = new TreeSet<>();
    for (File file : files()) {
      try {
        ProfilesConfigFile profiles = new ProfilesConfigFile(file);
        known.addAll(profiles.getAllBasicProfiles().keySet());
        if (known.contains(profile)) {
          return new ProfileCredentialsProvider(profiles, profile);
        }
      } catch (SdkClientException | IllegalArgumentException e) {
        throw new CollectException(
            CollectException.Kind.CONFIGURATION,
            "cannot read the AWS profiles in `" + file + "`: " + e.getMessage(),
            e);
      }
    }
    throw CollectException.ofConfiguration(
        "no AWS profile `"
            + profile
            + "` in ~/.aws/credentials or ~/.aws/config"
            + (known.isEmpty()
                ? "; there are none at all"
                : "; there are: " + String.join(", ", known)));
  }

  private static Iterable<File> files() {
    String own = System.getenv("AWS_CREDENTIAL_PROFILES_FILE");
    Path home = Path.of(System.getProperty("user.home"), ".aws");
    TreeSet<File> files = new TreeSet<>(java.util.Comparator.reverseOrder());
    files.add(own == null ? home.resolve("credentials").toFile() : new File(own));
    files.add(home.resolve("config").toFile());
    files.removeIf(file -> !file.isFile());
    return files;
  }

  /** The region that is configured, or that the environment or the profile names. */
  static String region(CollectSettings settings) throws CollectException {
    String region =
        settings
            .region()
            .or(() -> surroundings(settings.profile()))
            .orElseThrow(
                () ->
                    CollectException.ofConfiguration(
                        "no AWS region: set `collect.region`, or AWS_REGION; `us-east-1` will do for"
                            + " accounts of the partition `aws`"));
    if (settings.endpoint().isEmpty() && RegionUtils.getRegion(region) == null) {
      throw CollectException.ofConfiguration(
          "unknown AWS region `" + region + "`; expected a name such as `eu-central-1`");
    }
    return region;
  }

  private static Optional<String> surroundings(Optional<String> profile) {
    AwsRegionProvider chain =
        new AwsRegionProviderChain(
            new AwsEnvVarOverrideRegionProvider(),
            new AwsSystemPropertyRegionProvider(),
            profile.map(AwsProfileRegionProvider::new).orElseGet(AwsProfileRegionProvider::new));
    try {
      return Optional.ofNullable(chain.getRegion());
    } catch (SdkClientException e) {
      return Optional.empty(); // the chain's way to say that nobody names one
    }
  }

  /** The partition of a region; {@code aws} for one that only an own endpoint knows. */
  static String partition(String region) {
    Region known = RegionUtils.getRegion(region);
    return known == null ? "aws" : known.getPartition();
  }
}
