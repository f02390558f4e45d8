package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.iamaudit.arn.AccountId;
import org.iamaudit.arn.Partitions;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.permission.StatementCompiler;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
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

  private static final AccountId ANY = new AccountId("111122223333");

  /**
   * Compares two documents, for a caller of whom nothing is known. Its partition is the one that
   * the documents name, the commercial one if they name none, any if they name several.
   */
  public static NewAccess of(PolicyDocument existing, PolicyDocument changed) {
    return new Comparison(existing, changed).run();
  }

  /** Whether there is none. */
  public boolean isNone() {
    return added.isEmpty();
  }

  private record Comparison(
      PolicyDocument existing, PolicyDocument changed, Set<String> partitions) {
    Comparison(PolicyDocument existing, PolicyDocument changed) {
      this(existing, changed, partitions(List.of(existing, changed)));
    }

    /** Those that a resource pattern names; the commercial one if none does. */
    private static Set<String> partitions(List<PolicyDocument> documents) {
      Set<String> named =
          documents.stream()
              .flatMap(d -> d.statements().stream())
              .flatMap(s -> s.resource().stream())
              .flatMap(r -> r.values().stream())
              .flatMap(
                  pattern ->
                      Partitions.ALL.stream().filter(p -> pattern.startsWith("arn:" + p + ":")))
              .collect(Collectors.toCollection(TreeSet::new));
      return named.isEmpty() ? Set.of("aws") : named;
    }

    NewAccess run() {
      PermissionSet before = allowed(existing);
      PermissionSet denied = matched(changed, Effect.DENY);
      PermissionSet added =
          matched(changed, Effect.ALLOW)
              .minus(denied)
              .minus(before)
              .minus(EffectivePermissions.NEEDED_BY_NOBODY);
      List<Statement> adding = new ArrayList<>();
      for (Statement statement : changed.statements()) {
        if (statement.effect() == Effect.ALLOW
            && !compile(changed, statement).intersect(added).isEmpty()) {
          adding.add(statement);
        }
      }
      Optional<ProvenRequest> witness =
          (partitions.size() == 1 ? partitions : Partitions.ALL)
              .stream().flatMap(p -> witness(added, p).stream()).findFirst();
      return new NewAccess(added, witness, adding);
    }

    private Optional<ProvenRequest> witness(PermissionSet added, String partition) {
      WitnessSearch search = search(changed, partition);
      WitnessSearch old = search(existing, partition);
      return search.find(added.in(partition), r -> search.decide(r) && !old.decide(r));
    }

    private static WitnessSearch search(PolicyDocument document, String partition) {
      PolicyLayers layers =
          PolicyLayers.identity(List.of(new SourcedPolicy("policy", document)))
              .withResource(Optional.of(AccountDecisions.delegation(ANY)));
      PreparedPolicies prepared = PreparedPolicies.of(layers);
      return new WitnessSearch(
          Caller.parse("arn:" + partition + ":iam::" + ANY + ":user/anyone"),
          ANY,
          new RequestExamples(partition, ANY.digits()),
          Knowledge.ofPartition(partition),
          resource -> prepared);
    }

    private PermissionSet allowed(PolicyDocument document) {
      return matched(document, Effect.ALLOW).minus(matched(document, Effect.DENY));
    }

    private PermissionSet matched(PolicyDocument document, Effect effect) {
      return PermissionSet.union(
          document.statements().stream()
              .filter(s -> s.effect() == effect)
              .map(s -> compile(document, s))
              .toList());
    }

    private PermissionSet compile(PolicyDocument document, Statement statement) {
      Knowledge nobody =
          partitions.size() == 1
              ? Knowledge.ofPartition(partitions.iterator().next())
              : Knowledge.NONE;
      return StatementCompiler.compile(
          statement, PolicyKind.IDENTITY, document.hasVariables(), nobody);
    }
  }
}
