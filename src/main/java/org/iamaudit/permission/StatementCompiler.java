package org.iamaudit.permission;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.Language;
import org.iamaudit.policy.Patterns;
import org.iamaudit.policy.Statement;
import org.iamaudit.policy.VariableText;

/**
 * Turns a statement into the set of requests that it matches, whatever its effect.
 *
 * <p>A resource pattern with a variable that only the request knows becomes the pattern with {@code
 * *} in its place, bound to an {@link Atom} that says the rest; so nothing is dropped and nothing
 * widened silently.
 */
public final class StatementCompiler {
  private StatementCompiler() {}

  /**
   * The requests that the statement matches.
   *
   * @param variables whether policy variables are live in its document
   * @param knowledge of the principal that asks
   */
  public static PermissionSet compile(Statement statement, boolean variables, Knowledge knowledge) {
    Patterns action = statement.action();
    ActionSet named = ActionSet.matching(action.values());
    ActionSet actions = action.negated() ? named.complement() : named;
    Optional<Constraint> constraint =
        new ConditionCompiler(knowledge, variables).all(statement.conditions());
    if (constraint.isEmpty()) {
      return PermissionSet.EMPTY;
    }
    Patterns resource = statement.resource().orElse(new Patterns(false, List.of("*")));
    PermissionSet onNamed = resources(resource, actions, constraint.get(), variables, knowledge);
    if (!resource.negated()) {
      return onNamed;
    }
    PermissionSet everywhere = PermissionSet.of(actions, Language.EVERYTHING, constraint.get());
    return everywhere.minus(onNamed);
  }

  private static PermissionSet resources(
      Patterns resource,
      ActionSet actions,
      Constraint constraint,
      boolean variables,
      Knowledge knowledge) {
    List<Glob> plain = new ArrayList<>();
    PermissionSet open = PermissionSet.EMPTY;
    for (String pattern : resource.values()) {
      Resolved resolved = Resolved.of(VariableText.parse(pattern, variables), knowledge, true);
      switch (resolved.state()) {
        case COMPLETE -> plain.add(resolved.builder().asResource(true));
        case OPEN -> open = open.union(open(pattern, resolved, actions, constraint));
        case UNRESOLVABLE -> {
          // As Resource it matches nothing. As NotResource AWS's page leaves open whether the
          // statement then reaches
          // everything or nothing (iam-semantics D12), so both outcomes are kept apart by an atom.
          if (resource.negated()) {
            Atom undecided = Atom.ofResource(pattern);
            open =
                open.union(
                    constraint
                        .and(Constraint.ofAtom(undecided, true))
                        .map(c -> PermissionSet.of(actions, Language.EVERYTHING, c))
                        .orElse(PermissionSet.EMPTY));
          }
        }
      }
    }
    return PermissionSet.of(actions, Language.of(plain), constraint).union(open);
  }

  private static PermissionSet open(
      String pattern, Resolved resolved, ActionSet actions, Constraint constraint) {
    Language widest = Language.of(resolved.builder().asResource(true));
    return constraint
        .and(Constraint.ofAtom(Atom.ofResource(pattern), true))
        .map(c -> PermissionSet.of(actions, widest, c))
        .orElse(PermissionSet.EMPTY);
  }

  /**
   * Whether the statement means different requests for different principals, so that it must be
   * compiled for each.
   */
  public static boolean dependsOnPrincipal(Statement statement, boolean variables) {
    return statement.conditions().stream()
            .anyMatch(c -> ConditionCompiler.dependsOnPrincipal(c, variables))
        || (variables
            && statement.resource().stream()
                .flatMap(r -> r.values().stream())
                .flatMap(v -> VariableText.parse(v, true).variables().stream())
                .anyMatch(v -> Knowledge.concernsPrincipal(v.key())));
  }
}
