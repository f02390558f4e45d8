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
    String[] parts = text.split(":", 6);
    return parts.length == 6 && parts[0].equals("arn")
        ? Optional.of(new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
  }
}
