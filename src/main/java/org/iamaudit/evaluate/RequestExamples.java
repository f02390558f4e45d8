package org.iamaudit.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.arn.Language;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.permission.Reach;

/**
 * Names a concrete resource for an action out of a language of resources, one that a person would
 * believe: in the account's own partition, account and a common region, with the names that the
 * catalogue's ARN format uses. Safe for use by several threads.
 */
final class RequestExamples {
  private static final int CACHED = 20_000;

  private final String partition;
  private final String account;
  private final Map<Asked, Optional<String>> examples = new ConcurrentHashMap<>();

  private record Asked(Language resources, String format) {}

  RequestExamples(String partition, String account) {
    this.partition = partition;
    this.account = account;
  }

  /**
   * Resources of the language that a request for the action can name, best first; at most two of a
   * resource type. Those that take a search are looked for when they are asked for.
   */
  Stream<String> resources(int action, Language allowed) {
    Catalog catalog = Catalog.get();
    Language changeable = Reach.changeable(action, allowed);
    List<String> formats =
        Arrays.stream(catalog.resourceTypes(action))
            .mapToObj(type -> catalog.resourceTypes().get(type).arnFormat())
            .toList();
    List<String> believable =
        formats.stream().map(f -> fill(localize(f))).filter(changeable::matches).toList();
    boolean star = catalog.reachesStar(action) && changeable.matches("*");
    Stream<String> found =
        believable.isEmpty() || !star
            ? Stream.concat(
                believable.stream(), formats.stream().flatMap(f -> example(changeable, f).stream()))
            : believable.stream();
    return Stream.concat(found, star ? Stream.of("*") : Stream.empty()).distinct();
  }

  private Optional<String> example(Language allowed, String format) {
    if (examples.size() >= CACHED) {
      examples.clear();
    }
    return examples.computeIfAbsent(
        new Asked(allowed, format),
        a ->
            inFormat(allowed, localize(format))
                .or(() -> inFormat(allowed, format.replace("${Partition}", partition))));
  }

  private static Optional<String> inFormat(Language allowed, String format) {
    return allowed.intersect(Language.of(GlobBuilder.arnFormat(format))).example();
  }

  private String localize(String format) {
    return format
        .replace("${Partition}", partition)
        .replace("${Region}", "us-east-1")
        .replace("${Account}", account);
  }

  /** {@code ${BucketName}} becomes {@code bucketname}. */
  private static String fill(String format) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      int end = format.startsWith("${", i) ? format.indexOf('}', i) : -1;
      if (end > 0) {
        text.append(format.substring(i + 2, end).toLowerCase(java.util.Locale.ROOT));
        i = end;
      } else {
        text.append(format.charAt(i));
      }
    }
    return text.toString();
  }
}
