package org.iamaudit.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.iamaudit.evaluate.CompiledPolicy;
import org.iamaudit.policy.ParsedPolicy;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.iamaudit.policy.PolicyProblem;

/**
 * Parses and compiles policies, and keeps them by their text: many requests name the same ones.
 * Forgets everything when the texts grow too large together. Safe to share between threads.
 */
final class PolicyTexts {
  private static final long LARGEST = 16L << 20;
  private static final int MOST_ERRORS = 3;

  private record Key(PolicyKind kind, String text) {}

  /**
   * A document and what it was compiled to.
   *
   * @param warnings what is accepted, but does not do what it seems to say
   */
  record Policy(PolicyDocument document, CompiledPolicy compiled, List<PolicyProblem> warnings) {}

  private final Map<Key, Policy> known = new ConcurrentHashMap<>();
  private final AtomicLong characters = new AtomicLong();

  /**
   * The policy of a text.
   *
   * @param name what to call it in a message
   * @throws IllegalArgumentException naming its errors with their places, the first few of them
   */
  Policy policy(String name, PolicyKind kind, String text) {
    Key key = new Key(kind, text);
    Policy found = known.get(key);
    if (found != null) {
      return found;
    }
    ParsedPolicy parsed = PolicyParser.parse(text, kind);
    if (parsed.document().isEmpty()) {
      throw new IllegalArgumentException(name + ": " + inWords(parsed.errors()));
    }
    PolicyDocument document = parsed.document().get();
    Policy policy = new Policy(document, CompiledPolicy.compile(document, kind), parsed.problems());
    if (characters.addAndGet(text.length()) > LARGEST) {
      characters.set(text.length());
      known.clear();
    }
    known.put(key, policy);
    return policy;
  }

  private static String inWords(List<PolicyProblem> errors) {
    String first =
        errors.stream().limit(MOST_ERRORS).map(Object::toString).collect(Collectors.joining("; "));
    int more = errors.size() - MOST_ERRORS;
    return more > 0 ? first + "; and " + more + " more" : first;
  }
}
