package org.iamaudit.evaluate;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;

/**
 * A policy document made ready for many requests: patterns taken apart, values read, and for each
 * action asked about the statements that mention it. Safe to share between threads.
 */
public final class CompiledPolicy {
  private static final StatementMatch[] NO_STATEMENTS = {};

  private final List<StatementMatch> statements;
  // Bounded: only actions of the catalogue are kept.
  private final Map<String, StatementMatch[]> byAction = new ConcurrentHashMap<>();

  private CompiledPolicy(List<StatementMatch> statements) {
    this.statements = statements;
  }

  /** Makes a document ready for use in one kind of place. */
  public static CompiledPolicy compile(PolicyDocument document, PolicyKind kind) {
    return new CompiledPolicy(
        StatementMatch.of(document.statements(), kind, document.hasVariables()));
  }

  /** The statements whose action element matches, in document order. */
  StatementMatch[] forAction(String lowerCaseAction) {
    StatementMatch[] known = byAction.get(lowerCaseAction);
    if (known != null) {
      return known;
    }
    StatementMatch[] found =
        statements.stream()
            .filter(statement -> statement.matchesAction(lowerCaseAction))
            .toArray(StatementMatch[]::new);
    StatementMatch[] kept = found.length == 0 ? NO_STATEMENTS : found;
    if (Catalog.get().index(lowerCaseAction).isPresent()) {
      byAction.put(lowerCaseAction, kept);
    }
    return kept;
  }
}
