package org.iamaudit.finding;

import java.util.List;
import org.iamaudit.arn.NameCase;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.Patterns;
import org.iamaudit.policy.Statement;
import org.iamaudit.snapshot.Sha256;

/**
 * The identity of a finding across runs: a hash over what it is about, never over its text,
 * severity, counts or order. Unique ids are used where the snapshot has them, so that a re-created
 * name is a new finding; else ARNs.
 */
final class Fingerprint {
  private Fingerprint() {}

  /**
   * SHA-256, 64 hex digits, of the canonical JSON of the parts.
   *
   * @param discriminator what tells findings of one type about one thing apart; may be empty
   */
  static String of(
      FindingType type,
      String partition,
      String account,
      PrincipalRef about,
      List<String> discriminator) {
    StringBuilder json = new StringBuilder("{\"accountId\":");
    quote(account, json).append(",\"code\":");
    quote(type.code(), json).append(",\"discriminator\":[");
    for (int i = 0; i < discriminator.size(); i++) {
      quote(discriminator.get(i), json.append(i == 0 ? "" : ","));
    }
    String id = about.uniqueId().isEmpty() ? about.arn() : about.uniqueId();
    quote(id, json.append("],\"fp\":1,\"id\":")).append(",\"partition\":");
    quote(partition, json).append(",\"resourceType\":");
    quote(about.kind(), json).append('}');
    return Sha256.of(json.toString());
  }

  /**
   * What a statement says, in one canonical text, so that moving it or renaming its Sid changes
   * nothing.
   */
  static String statement(Statement statement) {
    StringBuilder text = new StringBuilder(statement.effect().name());
    patterns("Action", statement.action(), text);
    statement.resource().ifPresent(r -> patterns("Resource", r, text));
    statement.conditions().stream().map(Fingerprint::condition).sorted().forEach(text::append);
    return Sha256.of(text.toString());
  }

  private static void patterns(String element, Patterns patterns, StringBuilder into) {
    into.append('\n').append(patterns.negated() ? "Not" : "").append(element);
    patterns.values().stream().distinct().sorted().forEach(v -> quote(v, into.append(' ')));
  }

  private static String condition(Condition condition) {
    StringBuilder text = new StringBuilder("\n" + condition.operator() + " ");
    quote(NameCase.lower(condition.key()), text);
    condition.values().stream().distinct().sorted().forEach(v -> quote(v, text.append(' ')));
    return text.toString();
  }

  private static StringBuilder quote(String value, StringBuilder into) {
    into.append('"');
    for (char c : value.toCharArray()) {
      if (c == '"' || c == '\\') {
        into.append('\\').append(c);
      } else if (c < ' ') {
        into.append(String.format("\\u%04x", (int) c));
      } else {
        into.append(c);
      }
    }
    return into.append('"');
  }
}
