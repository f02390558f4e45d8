package org.iamaudit.arn;

import java.util.Optional;

/**
 * An Amazon Resource Name, {@code arn:partition:service:region:account:resource}; the sixth part is
 * the rest of the string and may hold colons and slashes (IAM User Guide, "IAM ARNs", read
 * 2026-11). Case is kept and counts.
 */
public record Arn(
    String partition, String service, String region, String account, String resource) {

  /** Empty if the text has fewer than six parts or does not begin with {@code arn}. */
  public static Optional<Arn> parse(String text) {
    if (!text.startsWith("arn:")) {
      return Optional.empty();
    }
    int service = text.indexOf(':', 4) + 1;
    int region = service == 0 ? 0 : text.indexOf(':', service) + 1;
    int account = region == 0 ? 0 : text.indexOf(':', region) + 1;
    int resource = account == 0 ? 0 : text.indexOf(':', account) + 1;
    return resource == 0
        ? Optional.empty()
        : Optional.of(
            new Arn(
                text.substring(4, service - 1),
                text.substring(service, region - 1),
                text.substring(region, account - 1),
                text.substring(account, resource - 1),
                text.substring(resource)));
  }

  @Override
  public String toString() {
    return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
  }
}
