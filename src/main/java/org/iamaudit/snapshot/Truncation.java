package org.iamaudit.snapshot;

import java.io.IOException;
import java.util.Optional;
import org.iamaudit.policy.Quoted;

/** Whether an answer of AWS is only its first page. Half an account must never be read as whole. */
final class Truncation {
  private boolean truncated;
  private String marker = "";

  /** Takes note of the paging fields, skips any other. */
  void field(String name, JsonInput json) throws IOException {
    switch (name) {
      case "IsTruncated" -> truncated = json.flag();
      // `NextToken` is the AWS CLI's own, left by `--max-items`.
      case "Marker", "NextToken" -> json.optionalText().ifPresent(text -> marker = text);
      default -> json.skip();
    }
  }

  /** What is wrong, empty if the answer is complete. */
  Optional<String> problem() {
    return truncated || !marker.isEmpty()
        ? Optional.of(
            "an incomplete page, more follows at Marker "
                + Quoted.of(marker)
                + "; collect all pages, without `--max-items` or `--no-paginate`")
        : Optional.empty();
  }

  void refuse(JsonInput json) {
    problem()
        .ifPresent(
            problem -> {
              throw json.error(problem);
            });
  }
}
