package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.iamaudit.arn.AccountId;
import org.iamaudit.evaluate.HeldPolicies.Held;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.iamaudit.snapshot.Principal;

/**
 * All policies of an account that decide single requests of its principals, each compiled once.
 * Safe for use by several threads, what it returns by one.
 */
final class AccountDecisions {
  private final HeldPolicies held;
  private final ResourceSide resourceSide;
  private final SourcedPolicy delegation;
  private final Map<CompiledAs, CompiledPolicy> compiled = new ConcurrentHashMap<>();

  private record CompiledAs(Same document, PolicyKind kind) {}

  AccountDecisions(HeldPolicies held, ResourceSide resourceSide) {
    this.held = held;
    this.resourceSide = resourceSide;
    this.delegation = delegation(held.account());
  }

  /**
   * What a resource-based policy says that leaves the decision to the account: roles and keys need
   * one (iam-semantics 4.7, 4.8), and it changes nothing elsewhere.
   */
  static SourcedPolicy delegation(AccountId account) {
    String json =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":{\"AWS\":\""
            + account
            + "\"},\"Action\":\"*\",\"Resource\":\"*\"}}";
    return new SourcedPolicy(
        "delegation to the account",
        PolicyParser.parse(json, PolicyKind.RESOURCE).document().orElseThrow());
  }

  /** What decides a request of a principal. */
  Function<Request, PreparedPolicies> policies(Principal principal) {
    PolicyLayers layers =
        PolicyLayers.identity(sourced(held.of(principal, new ArrayList<>())))
            .withBoundary(
                principal
                    .boundaryArn()
                    .flatMap(arn -> held.managed(arn).map(d -> List.of(new SourcedPolicy(arn, d)))))
            .withOrganization(scpLevels(principal), List.of(), Optional.empty());
    Map<SourcedPolicy, PreparedPolicies> prepared = new HashMap<>();
    Map<SourcedPolicy, PreparedPolicies> elsewhere = new HashMap<>();
    List<List<SourcedPolicy>> rcps = resourceSide.control().levels();
    return request -> {
      // RCPs of this account protect its own resources.
      boolean own = resourceSide.isOwn(request.resource());
      return (own ? prepared : elsewhere)
          .computeIfAbsent(
              resourceSide.policyOf(request.action(), request.resource()).orElse(delegation),
              policy ->
                  prepare(
                      layers
                          .withOrganization(
                              layers.scpLevels(), own ? rcps : List.of(), Optional.empty())
                          .withResource(Optional.of(policy))));
    };
  }

  private PreparedPolicies prepare(PolicyLayers layers) {
    return PreparedPolicies.of(
        layers,
        (document, kind) ->
            compiled.computeIfAbsent(
                new CompiledAs(new Same(document), kind),
                k -> CompiledPolicy.compile(document, kind)));
  }

  private static List<SourcedPolicy> sourced(List<Held> held) {
    return held.stream()
        .flatMap(h -> h.document().map(d -> new SourcedPolicy(h.source().policy(), d)).stream())
        .toList();
  }

  private List<List<SourcedPolicy>> scpLevels(Principal principal) {
    return held.scpLevels(principal).stream()
        .map(
            level ->
                level.serviceControlPolicies().stream()
                    .flatMap(p -> p.document().map(d -> new SourcedPolicy(p.name(), d)).stream())
                    .toList())
        .toList();
  }
}
