package org.iamaudit.collect;

import com.amazonaws.regions.Region;
import com.amazonaws.regions.RegionUtils;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iamaudit.policy.NearestName;
import org.iamaudit.policy.Quoted;

/** Names of regions. */
public final class AwsRegion {
  private static final List<String> KNOWN =
      RegionUtils.getRegions().stream().map(Region::getName).sorted().toList();
  private static final Set<String> WORDS =
      KNOWN.stream().flatMap(AwsRegion::words).collect(Collectors.toSet());

  private AwsRegion() {}

  /**
   * What is wrong with a name, with the nearest known one; empty if it is that of a region. AWS
   * opens regions that the SDK does not know, so that any number after known words will do.
   */
  public static Optional<String> problem(String name) {
    return name.matches("[a-z]+(-[a-z]+)+-\\d{1,2}") && words(name).allMatch(WORDS::contains)
        ? Optional.empty()
        : Optional.of(
            "unknown AWS region "
                + Quoted.of(name)
                + NearestName.hint(name, KNOWN)
                + "; expected a name such as `eu-central-1`");
  }

  private static Stream<String> words(String name) {
    return Stream.of(name.split("-")).filter(word -> !word.matches("\\d+"));
  }

  /** The partition of a region; {@code aws} for one that only an own endpoint knows. */
  static String partition(String region) {
    Region known = RegionUtils.getRegion(region);
    return known == null ? "aws" : known.getPartition();
  }
}
