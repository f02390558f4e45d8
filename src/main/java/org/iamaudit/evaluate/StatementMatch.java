package org.iamaudit.evaluate;

import java.util.List;
import java.util.Optional;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.Statement;

/**
 * When a statement applies: principal, action, resource and all conditions must match, for Allow
 * and Deny alike (IAM User Guide, "IAM JSON policy element reference", read 2026-11). Made once for
 * a statement, used for many requests.
 */
final class StatementMatch {
  private final Statement statement;
  private final ActionMatch action;
  private final ResourceMatch resource;
  private final Optional<PrincipalMatch> principal;
  private final ConditionTest[] conditions;

  private StatementMatch(Statement statement, PolicyKind kind, boolean variables) {
    this.statement = statement;
    this.action = new ActionMatch(statement.action());
    this.resource = new ResourceMatch(statement.resource(), kind, variables);
    this.principal = statement.principal().map(p -> new PrincipalMatch(p, statement.effect()));
    this.conditions =
        statement.conditions().stream()
            .map(condition -> new ConditionTest(condition, variables))
            .toArray(ConditionTest[]::new);
  }

  /**
   * Makes a statement ready.
   *
   * @param kind where its document is used, which decides how short resource patterns are read
   * @param variables whether its document has policy variables
   */
  static StatementMatch of(Statement statement, PolicyKind kind, boolean variables) {
    return new StatementMatch(statement, kind, variables);
  }

  Statement statement() {
    return statement;
  }

  boolean matchesAction(String lowerCaseAction) {
    return action.matches(lowerCaseAction);
  }

  /**
   * How the statement, whose action matches, names the caller; {@code NONE} if it does not apply,
   * {@code SELF} if it has no principal element.
   */
  Grant match(String requestResource, Request request, boolean bounded, Trace trace) {
    RequestContext context = request.context();
    Grant grant =
        principal.isEmpty()
            ? Grant.SELF
            : principal.get().match(request.caller(), context, bounded);
    if (grant == Grant.NONE || !resource.matches(requestResource, context, trace)) {
      return Grant.NONE;
    }
    return allHold(context, trace) ? grant : Grant.NONE;
  }

  private boolean allHold(RequestContext context, Trace trace) {
    boolean holds = true;
    for (ConditionTest condition : conditions) {
      if (!holds) {
        condition.note(context, trace);
      } else if (!condition.holds(context, trace)) {
        holds = false;
      }
    }
    return holds;
  }

  /** The index of a statement and its kin for a decision. */
  MatchedStatement inLayer(Layer layer, String policy) {
    return new MatchedStatement(
        layer, policy, statement.index(), statement.sid(), statement.effect());
  }

  static List<StatementMatch> of(List<Statement> statements, PolicyKind kind, boolean variables) {
    return statements.stream().map(s -> of(s, kind, variables)).toList();
  }
}
