package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.arn.Language;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.catalog.ResourceType;

/**
 * Names a concrete resource for an action out of a language of resources, one that a person would
 * believe: in the account's own partition, account and a common region, with the names that the
 * catalogue's ARN format uses.
 */
final class RequestExamples {
  private final String partition;
  private final String account;

  RequestExamples(String partition, String account) {
    this.partition = partition;
    this.account = account;
  }

  /**
   * Resources of the language that a request for the action can name, best first; at most one per
   * resource type.
   */
  List<String> resources(int action, Language allowed) {
    Catalog catalog = Catalog.get();
    Set<String> found = new LinkedHashSet<>();
    List<ResourceType> types =
        Arrays.stream(catalog.resourceTypes(action))
            .mapToObj(catalog.resourceTypes()::get)
            .toList();
    for (ResourceType type : types) {
      String believable = fill(localize(type.arnFormat()));
      if (allowed.matches(believable)) {
        found.add(believable);
      }
    }
    for (ResourceType type : types) {
      if (found.isEmpty()) {
        Language near =
            allowed.intersect(Language.of(GlobBuilder.arnFormat(localize(type.arnFormat()))));
        near.example().or(() -> anyFilled(allowed, type)).ifPresent(found::add);
      }
    }
    if (catalog.reachesStar(action) && allowed.matches("*")) {
      found.add("*");
    }
    return new ArrayList<>(found);
  }

  private static Optional<String> anyFilled(Language allowed, ResourceType type) {
    Glob any = GlobBuilder.arnFormat(type.arnFormat());
    return allowed.intersect(Language.of(any)).example();
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
