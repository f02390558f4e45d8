package org.iamaudit.permission;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.arn.Language;
import org.iamaudit.arn.NameCase;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.Patterns;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.ResourcePattern;
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
  private final PolicyKind kind;
  private final boolean variables;
  private final Knowledge knowledge;

  private StatementCompiler(PolicyKind kind, boolean variables, Knowledge knowledge) {
    this.kind = kind;
    this.variables = variables;
    this.knowledge = knowledge;
  }

  /**
   * The requests that the statement matches.
   *
   * @param kind of the policy it stands in, which decides how short resource patterns are read
   * @param variables whether policy variables are live in its document
   * @param knowledge of the principal that asks
   */
  public static PermissionSet compile(
      Statement statement, PolicyKind kind, boolean variables, Knowledge knowledge) {
    return new StatementCompiler(kind, variables, knowledge).compile(statement);
  }

  /** Whether some request satisfies the conditions of a statement. */
  public static boolean isPossible(Statement statement, boolean variables, Knowledge knowledge) {
    return !new ConditionCompiler(knowledge, variables).all(statement.conditions()).isEmpty();
  }

  private PermissionSet compile(Statement statement) {
    List<Constraint> constraints =
        new ConditionCompiler(knowledge, variables).all(statement.conditions());
    if (constraints.isEmpty()) {
      return PermissionSet.EMPTY;
    }
    Patterns action = statement.action();
    ActionSet named = ActionSet.matching(action.values());
    ActionSet actions = action.negated() ? named.complement() : named;
    List<PermissionSet> parts = new ArrayList<>();
    for (Constraint constraint : constraints) {
      parts.add(under(constraint, actions, statement.resource()));
    }
    return PermissionSet.union(parts);
  }

  private PermissionSet under(
      Constraint constraint, ActionSet actions, Optional<Patterns> resource) {
    if (resource.isEmpty()) {
      return set(actions, Language.EVERYTHING, constraint);
    }
    PermissionSet onNamed = onNamed(resource.get(), actions, constraint);
    return resource.get().negated()
        ? set(actions, Language.EVERYTHING, constraint).minus(onNamed)
        : onNamed;
  }

  private PermissionSet set(ActionSet actions, Language resources, Constraint constraint) {
    return PermissionSet.of(actions, resources, constraint, knowledge.partition());
  }

  private PermissionSet onNamed(Patterns resource, ActionSet actions, Constraint constraint) {
    List<Glob> plain = new ArrayList<>();
    List<PermissionSet> open = new ArrayList<>();
    for (String written : resource.values()) {
      ResourcePattern pattern = ResourcePattern.of(written, kind);
      if (pattern.parts() == ResourcePattern.Parts.NONE) {
        continue;
      }
      boolean doubtful = variables && pattern.hasVariableInHead();
      Resolved resolved = doubtful ? replaced(written) : resolve(pattern, variables, knowledge);
      switch (doubtful ? resolved.state().doubted() : resolved.state()) {
        case COMPLETE -> {
          plain.add(resolved.builder().asResource(true));
          if (pattern.mayBeWholeAsWritten()) {
            plain.add(new GlobBuilder().pattern(written).asResource(false));
          }
        }
        case OPEN -> {
          Language widest = Language.of(resolved.builder().asResource(true));
          bound(pattern, constraint).ifPresent(c -> open.add(set(actions, widest, c)));
        }
        case UNRESOLVABLE -> {
          // As Resource it matches nothing. As NotResource AWS's page leaves open whether the
          // statement then reaches everything or nothing (iam-semantics D12), so both outcomes are
          // kept apart by an atom.
          if (resource.negated()) {
            bound(pattern, constraint)
                .ifPresent(c -> open.add(set(actions, Language.EVERYTHING, c)));
          }
        }
      }
    }
    open.add(set(actions, Language.of(plain), constraint));
    return PermissionSet.union(open);
  }

  /**
   * With the variables before the fifth colon put in, too. By AWS's page they are text, so that the
   * pattern matches nothing; yet a policy of AWS's own names the account that way
   * (AmazonTimestreamInfluxDBServiceRolePolicy). So both outcomes are kept apart by an atom: what
   * the pattern would allow is allowed under a condition, and what it would deny denied under one.
   */
  private Resolved replaced(String written) {
    return Resolved.of(new GlobBuilder(), VariableText.parse(written, true), knowledge, true);
  }

  private Optional<Constraint> bound(ResourcePattern pattern, Constraint constraint) {
    return constraint.and(Constraint.ofAtom(Atom.ofResource(pattern, knowledge), true));
  }

  /** The pattern with what is known of its variables put in. */
  static Resolved resolve(ResourcePattern pattern, boolean variables, Knowledge knowledge) {
    return Resolved.of(
        new GlobBuilder().pattern(pattern.head()),
        VariableText.parse(pattern.tail(), variables),
        knowledge,
        true);
  }

  /**
   * The condition keys, in lower case, that the statement asks for and that may be known of a
   * principal: among principals of whom the same is known of these it means the same requests.
   */
  public static Set<String> principalKeys(Statement statement, boolean variables) {
    Stream<String> asked = statement.conditions().stream().map(Condition::key);
    Stream<String> values =
        variables
            ? Stream.concat(
                statement.conditions().stream().flatMap(c -> c.values().stream()),
                statement.resource().stream().flatMap(r -> r.values().stream()))
            : Stream.empty();
    return Stream.concat(
            asked,
            values
                .flatMap(v -> VariableText.parse(v, true).variables().stream())
                .map(VariableText.Variable::key))
        .map(NameCase::lower)
        .filter(Knowledge::concernsPrincipal)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * Whether the statement means different requests for different principals, so that it must be
   * compiled for each.
   */
  public static boolean dependsOnPrincipal(Statement statement, boolean variables) {
    return !principalKeys(statement, variables).isEmpty();
  }
}
