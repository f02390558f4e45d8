package org.iamaudit.snapshot;

import java.io.IOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.iamaudit.policy.ParsedPolicy;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.iamaudit.policy.PolicyProblem;

/**
 * Policy documents as they stand in JSON files: objects (the CLI), URL-encoded text (the raw API)
 * or plain JSON text (Organizations).
 *
 * <p>INVARIANT: the same text of the same kind is parsed once and is one {@link PolicyDocument} by
 * identity. Accounts repeat documents thousands of times, and what is worked out of a document can
 * be kept by its identity. Used by one thread.
 */
final class Documents {
  private final Map<PolicyKind, Map<String, Parsed>> known = new EnumMap<>(PolicyKind.class);

  /**
   * A document, or why there is none.
   *
   * @param problem empty if and only if the document is there
   */
  record Parsed(Optional<PolicyDocument> document, String problem) {
    static Parsed unreadable(String problem) {
      return new Parsed(Optional.empty(), problem);
    }
  }

  /** Reads the current value of a file. */
  Parsed read(JsonInput json, PolicyKind kind) throws IOException {
    int line = json.line();
    Parsed parsed =
        json.isNull()
            ? Parsed.unreadable("no document")
            : json.isText() ? decode(json.text(), kind) : parse(json.json(), kind);
    return parsed.document().isPresent()
        ? parsed
        : Parsed.unreadable(parsed.problem() + " (document on line " + line + ")");
  }

  private Parsed decode(String text, PolicyKind kind) {
    return text.startsWith("%")
        ? PercentEncoding.decode(text)
            .map(decoded -> parse(decoded, kind))
            .orElseGet(() -> Parsed.unreadable("the document is not well-formed URL-encoded UTF-8"))
        : parse(text, kind);
  }

  private Parsed parse(String text, PolicyKind kind) {
    Map<String, Parsed> sameKind = known.computeIfAbsent(kind, k -> new HashMap<>());
    Parsed parsed = sameKind.get(text);
    if (parsed == null) {
      ParsedPolicy policy = PolicyParser.parse(text, kind);
      parsed = new Parsed(policy.document(), policy.document().isPresent() ? "" : problems(policy));
      sameKind.put(text, parsed);
    }
    return parsed;
  }

  /** The path of each problem; lines and columns would be those of the text without white space. */
  private static String problems(ParsedPolicy policy) {
    return policy.errors().stream().map(Documents::problem).collect(Collectors.joining("; "));
  }

  private static String problem(PolicyProblem problem) {
    String path = problem.location().path();
    return path.isEmpty() ? problem.message() : problem.message() + " at `" + path + "`";
  }
}
