package org.iamaudit.evaluate;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.permission.StatementCompiler;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.Statement;

/**
 * Statements as sets, compiled once for all principals of whom the same is known, as far as the
 * statement asks. Sets that hold the same are one object, so that what follows from them is worked
 * out once too. Safe for use by several threads.
 */
final class CompiledStatements {
  private final Map<Same, Set<String>> keys = new ConcurrentHashMap<>();
  private final Map<CompiledFor, PermissionSet> compiled = new ConcurrentHashMap<>();
  private final Map<PermissionSet, PermissionSet> shared = new ConcurrentHashMap<>();

  private record CompiledFor(Same statement, PolicyKind kind, Knowledge knowledge) {}

  /** The requests that a statement of the document matches, whatever its effect. */
  PermissionSet compile(
      PolicyDocument document, PolicyKind kind, Statement statement, Knowledge knowledge) {
    boolean variables = document.hasVariables();
    Same same = new Same(statement);
    Set<String> asked =
        keys.computeIfAbsent(same, k -> StatementCompiler.principalKeys(statement, variables));
    Knowledge relevant = knowledge.only(asked);
    // What names the principal itself is not asked again.
    return relevant.isOfOnePrincipal()
        ? share(StatementCompiler.compile(statement, kind, variables, relevant))
        : compiled.computeIfAbsent(
            new CompiledFor(same, kind, relevant),
            k -> share(StatementCompiler.compile(statement, kind, variables, relevant)));
  }

  /** The one object for all sets that hold the same. */
  PermissionSet share(PermissionSet set) {
    return shared.computeIfAbsent(set, s -> s);
  }
}
