package org.iamaudit.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.snapshot.Principal;

/** Who answers for a principal, as its tags say. */
final class Owner {
  private static final List<String> TAGS = List.of("owner", "contact", "team");

  private Owner() {}

  /** The value of the first of the tags that it has; a tag key ignores case. */
  static Optional<String> of(Principal principal) {
    return TAGS.stream()
        .flatMap(
            wanted ->
                principal.tags().entrySet().stream()
                    .filter(tag -> tag.getKey().equalsIgnoreCase(wanted)))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
