package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.arn.Language;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.permission.Reach;

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
   * Resources of the language that a request for the action can name, best first; at most two of a
   * resource type.
   */
  List<String> resources(int action, Language allowed) {
    Catalog catalog = Catalog.get();
    Language changeable = Reach.changeable(action, allowed);
    Set<String> found = new LinkedHashSet<>();
    List<String> formats =
        Arrays.stream(catalog.resourceTypes(action))
            .mapToObj(type -> catalog.resourceTypes().get(type).arnFormat())
            .toList();
    for (String format : formats) {
      String believable = fill(localize(format));
      if (changeable.matches(believable)) {
        found.add(believable);
      }
    }
    boolean star = catalog.reachesStar(action) && changeable.matches("*");
    if (found.isEmpty() || !star) {
      for (String format : formats) {
        example(changeable, localize(format))
            .or(() -> example(changeable, format.replace("${Partition}", partition)))
            .ifPresent(found::add);
      }
    }
    if (star) {
      found.add("*");
    }
    return new ArrayList<>(found);
  }

  private static Optional<String> example(Language allowed, String format) {
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
