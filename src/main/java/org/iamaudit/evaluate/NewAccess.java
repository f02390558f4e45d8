package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.arn.AccountId;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.permission.StatementCompiler;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.Statement;

/**
 * Whether a changed identity-based policy allows anything that the existing one does not; the
 * question of Access Analyzer's {@code CheckNoNewAccess}, answered exactly over the actions of the
 * catalogue.
 *
 * @param added the requests that only the new policy allows; empty: no new access
 * @param witness one of them, confirmed by the concrete evaluator against both policies
 * @param statements of the new policy that add access, 0-based
 */
public record NewAccess(
    PermissionSet added, Optional<ProvenRequest> witness, List<Statement> statements) {

  /** Compares two documents, for a caller of whom nothing is known. */
  public static NewAccess of(PolicyDocument existing, PolicyDocument changed) {
    PermissionSet before = allowed(existing);
    PermissionSet denied = matched(changed, Effect.DENY);
    PermissionSet added = matched(changed, Effect.ALLOW).minus(denied).minus(before);
    List<Statement> adding = new ArrayList<>();
    for (Statement statement : changed.statements()) {
      if (statement.effect() == Effect.ALLOW
          && !compile(changed, statement).intersect(added).isEmpty()) {
        adding.add(statement);
      }
    }
    return new NewAccess(added, witness(existing, changed, added), adding);
  }

  /** Whether there is none. */
  public boolean isNone() {
    return added.isEmpty();
  }

  private static Optional<ProvenRequest> witness(
      PolicyDocument existing, PolicyDocument changed, PermissionSet added) {
    WitnessSearch search = search(changed);
    WitnessSearch old = search(existing);
    return search.find(added, r -> search.decide(r) && !old.decide(r));
  }

  private static WitnessSearch search(PolicyDocument document) {
    PolicyLayers layers =
        PolicyLayers.identity(List.of(new SourcedPolicy("policy", document)))
            .withResource(Optional.of(AccountPermissions.delegation(ANY)));
    PreparedPolicies prepared = PreparedPolicies.of(layers);
    return new WitnessSearch(
        Caller.parse("arn:aws:iam::" + ANY + ":user/anyone"),
        ANY,
        "aws",
        Map.of(),
        resource -> prepared);
  }

  private static final AccountId ANY = new AccountId("111122223333");

  private static PermissionSet allowed(PolicyDocument document) {
    return matched(document, Effect.ALLOW).minus(matched(document, Effect.DENY));
  }

  private static PermissionSet matched(PolicyDocument document, Effect effect) {
    return PermissionSet.union(
        document.statements().stream()
            .filter(s -> s.effect() == effect)
            .map(s -> compile(document, s))
            .toList());
  }

  private static PermissionSet compile(PolicyDocument document, Statement statement) {
    return StatementCompiler.compile(statement, document.hasVariables(), Knowledge.NONE);
  }
}
