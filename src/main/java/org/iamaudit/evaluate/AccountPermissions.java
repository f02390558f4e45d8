package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.iamaudit.arn.AccountId;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.iamaudit.policy.Statement;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.IamGroup;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.IamUser;
import org.iamaudit.snapshot.ManagedPolicy;
import org.iamaudit.snapshot.NamedPolicy;
import org.iamaudit.snapshot.OrganizationPlacement;
import org.iamaudit.snapshot.OrganizationPlacement.Level;
import org.iamaudit.snapshot.OrganizationPlacement.OrganizationPolicy;
import org.iamaudit.snapshot.Principal;

/**
 * Works out the effective permissions of the principals of one account. Safe for use by several
 * threads.
 *
 * <p>Most principals share policies, so a statement that says the same for everyone is compiled
 * once, and what is left of it under the same limits and denies is worked out once.
 */
public final class AccountPermissions {
  private final AccountSnapshot snapshot;
  private final CompiledStatements compiled = new CompiledStatements();
  private final Map<List<Same>, PermissionSet> unions = new ConcurrentHashMap<>();
  private final Map<Restricted, PermissionSet> effective = new ConcurrentHashMap<>();
  private final Map<CompiledAs, CompiledPolicy> policies = new ConcurrentHashMap<>();
  private final SourcedPolicy delegation;
  private final ResourceSide resourceSide;
  private final RequestExamples examples;

  private record CompiledAs(Same document, PolicyKind kind) {}

  private record Restricted(Same allowed, List<Same> limits, List<Same> denied) {}

  /** A document that a principal holds; empty if it could not be read. */
  private record Held(GrantSource source, Optional<PolicyDocument> document) {}

  /** An Allow statement of the principal's own, before anything takes from it. */
  private record Allowed(GrantSource source, Statement statement, PermissionSet set) {}

  public AccountPermissions(AccountSnapshot snapshot) {
    this.snapshot = snapshot;
    this.delegation = delegation(snapshot.account());
    this.resourceSide = new ResourceSide(snapshot, compiled);
    this.examples = new RequestExamples(snapshot.partition(), snapshot.account().digits());
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

  /** Proves by single requests what the sets of a principal say. */
  public WitnessSearch witnesses(Principal principal, EffectivePermissions effective) {
    return new WitnessSearch(
        Caller.parse(principal.arn()),
        snapshot.account(),
        examples,
        effective.knowledge(),
        policies(principal));
  }

  /** Decides single requests of a principal by all policies that the snapshot holds. */
  public Function<Request, Decision> decisions(Principal principal) {
    Function<Request, PreparedPolicies> policiesOf = policies(principal);
    return request -> Evaluator.decide(request, policiesOf.apply(request));
  }

  /** What decides a request of a principal. */
  private Function<Request, PreparedPolicies> policies(Principal principal) {
    PolicyLayers layers =
        PolicyLayers.identity(sourced(held(principal, new ArrayList<>())))
            .withBoundary(
                principal
                    .boundaryArn()
                    .flatMap(arn -> managed(arn).map(d -> List.of(new SourcedPolicy(arn, d)))))
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
            policies.computeIfAbsent(
                new CompiledAs(new Same(document), kind),
                k -> CompiledPolicy.compile(document, kind)));
  }

  private static List<SourcedPolicy> sourced(List<Held> held) {
    return held.stream()
        .flatMap(h -> h.document().map(d -> new SourcedPolicy(h.source().policy(), d)).stream())
        .toList();
  }

  private List<List<SourcedPolicy>> scpLevels(Principal principal) {
    return placement(principal).stream()
        .flatMap(p -> p.path().stream())
        .map(
            level ->
                level.serviceControlPolicies().stream()
                    .flatMap(p -> p.document().map(d -> new SourcedPolicy(p.name(), d)).stream())
                    .toList())
        .toList();
  }

  /**
   * Not for the management account and not for service-linked roles (AWS Organizations User Guide,
   * "SCPs").
   */
  private Optional<OrganizationPlacement> placement(Principal principal) {
    boolean exempt = principal instanceof IamRole role && role.isServiceLinked();
    return snapshot.organization().filter(o -> !o.managementAccount() && !exempt);
  }

  /** What is known of every request of a principal. */
  public Knowledge knowledge(Principal principal) {
    return PrincipalKnowledge.of(principal, snapshot);
  }

  /**
   * The effective permissions of a user or role of the account.
   *
   * @param required what its baselines require: roles named there are asked whether they trust it
   */
  public EffectivePermissions of(Principal principal, PermissionSet required) {
    Knowledge knowledge = knowledge(principal);
    List<String> unknown = new ArrayList<>();
    List<Limit> limits = new ArrayList<>();
    List<Denial> denials = new ArrayList<>();
    List<Held> held = held(principal, unknown);
    for (Held policy : held) {
      policy
          .document()
          .ifPresent(
              d ->
                  denials(
                      d,
                      PolicyKind.IDENTITY,
                      "identity-based policy",
                      policy.source().policyName(),
                      knowledge,
                      denials));
    }
    if (principal instanceof IamRole role && role.trustPolicy().isEmpty()) {
      unknown.add("trust policy could not be read");
    }
    boundary(principal, knowledge, limits, denials, unknown);
    int boundaries = limits.size();
    serviceControlPolicies(principal, knowledge, limits, denials, unknown);
    List<Allowed> allowed = new ArrayList<>();
    unknown.addAll(resourceSide.control().unreadable());
    for (Held policy : held) {
      policy.document().ifPresent(d -> allowed(policy.source(), d, knowledge, allowed));
    }
    ResourceSide.Share share =
        resourceSide.of(
            principal, knowledge, allowed.stream().map(Allowed::set).toList(), required);
    denials.addAll(share.denials());
    limits.addAll(share.guards());
    List<GrantingStatement> grants = new ArrayList<>();
    for (Allowed one : allowed) {
      grants.add(
          new GrantingStatement(
              one.source, one.statement, one.set, restrict(one.set, limits, denials)));
    }
    List<Limit> beyondBoundary = limits.subList(boundaries, limits.size());
    for (ResourceSide.Offer offer : share.offers()) {
      List<Limit> within = offer.withinBoundary() ? limits : beyondBoundary;
      grants.add(
          new GrantingStatement(
              offer.source(),
              offer.statement(),
              offer.allowed(),
              restrict(offer.allowed(), within, denials)));
    }
    return new EffectivePermissions(knowledge, grants, limits, denials, unknown);
  }

  private List<Held> held(Principal principal, List<String> unknown) {
    List<Held> held = new ArrayList<>();
    hold(principal.inlinePolicies(), principal.attachedPolicyArns(), "direct", held);
    if (principal instanceof IamUser user) {
      for (String name : user.groups()) {
        IamGroup group = snapshot.groups().get(name);
        if (group == null) {
          unknown.add("group `" + name + "` is not in the snapshot");
        } else {
          hold(group.inlinePolicies(), group.attachedPolicyArns(), "group " + name, held);
        }
      }
    }
    for (Held policy : held) {
      if (policy.document().isEmpty()) {
        unknown.add("policy `" + policy.source().policy() + "` could not be read");
      }
    }
    return held;
  }

  private void hold(List<NamedPolicy> inline, List<String> attached, String via, List<Held> into) {
    for (NamedPolicy policy : inline) {
      into.add(new Held(new GrantSource(policy.name(), true, via), policy.document()));
    }
    for (String arn : attached) {
      into.add(new Held(new GrantSource(arn, false, via), managed(arn)));
    }
  }

  private Optional<PolicyDocument> managed(String arn) {
    return Optional.ofNullable(snapshot.policies().get(arn))
        .flatMap(ManagedPolicy::defaultDocument);
  }

  private void boundary(
      Principal principal,
      Knowledge knowledge,
      List<Limit> limits,
      List<Denial> denials,
      List<String> unknown) {
    if (principal.boundaryArn().isEmpty()) {
      return;
    }
    String arn = principal.boundaryArn().get();
    String name = arn.substring(arn.lastIndexOf('/') + 1);
    Optional<PolicyDocument> document = managed(arn);
    if (document.isEmpty()) {
      unknown.add("permissions boundary `" + arn + "` could not be read");
      return;
    }
    limits.add(
        new Limit(
            "permissions boundary " + name,
            allowed(List.of(document.get()), PolicyKind.BOUNDARY, knowledge),
            Optional.empty()));
    denials(document.get(), PolicyKind.BOUNDARY, "permissions boundary", name, knowledge, denials);
  }

  private void serviceControlPolicies(
      Principal principal,
      Knowledge knowledge,
      List<Limit> limits,
      List<Denial> denials,
      List<String> unknown) {
    Optional<OrganizationPlacement> placement = placement(principal);
    if (placement.isEmpty()) {
      return;
    }
    for (Level level : placement.get().path()) {
      List<PolicyDocument> documents = new ArrayList<>();
      boolean whole = true;
      for (OrganizationPolicy policy : level.serviceControlPolicies()) {
        if (policy.document().isEmpty()) {
          whole = false;
          unknown.add("SCP `" + policy.name() + "` could not be read");
        } else {
          documents.add(policy.document().get());
          denials(
              policy.document().get(), PolicyKind.SCP, "SCP", policy.name(), knowledge, denials);
        }
      }
      if (whole) {
        limits.add(
            new Limit(
                "SCPs of " + words(level),
                allowed(documents, PolicyKind.SCP, knowledge),
                Optional.empty()));
      }
    }
  }

  private static String words(Level level) {
    return switch (level.type()) {
          case "ROOT" -> "the organization root ";
          case "ACCOUNT" -> "account ";
          default -> "organizational unit ";
        }
        + level.name();
  }

  /**
   * What the Allow statements of some documents match together; the same object for the same
   * statements.
   */
  private PermissionSet allowed(
      List<PolicyDocument> documents, PolicyKind kind, Knowledge knowledge) {
    List<PermissionSet> sets = new ArrayList<>();
    for (PolicyDocument document : documents) {
      for (Statement statement : document.statements()) {
        if (statement.effect() == Effect.ALLOW) {
          sets.add(compiled.compile(document, kind, statement, knowledge));
        }
      }
    }
    return unions.computeIfAbsent(
        sets.stream().map(Same::new).toList(), k -> PermissionSet.union(sets));
  }

  private void denials(
      PolicyDocument document,
      PolicyKind kind,
      String layer,
      String policy,
      Knowledge knowledge,
      List<Denial> into) {
    for (Statement statement : document.statements()) {
      if (statement.effect() == Effect.DENY) {
        PermissionSet denied = compiled.compile(document, kind, statement, knowledge);
        if (!denied.isEmpty()) {
          into.add(new Denial(layer, policy, statement, denied));
        }
      }
    }
  }

  private void allowed(
      GrantSource source, PolicyDocument document, Knowledge knowledge, List<Allowed> into) {
    for (Statement statement : document.statements()) {
      if (statement.effect() == Effect.ALLOW) {
        into.add(
            new Allowed(
                source,
                statement,
                compiled.compile(document, PolicyKind.IDENTITY, statement, knowledge)));
      }
    }
  }

  /**
   * What is left of a set. Limits and denies that are about other actions are passed over, so that
   * principals who differ in those alone share the result.
   */
  private PermissionSet restrict(PermissionSet allowed, List<Limit> limits, List<Denial> denials) {
    List<PermissionSet> limiting = new ArrayList<>();
    List<PermissionSet> denied = new ArrayList<>();
    for (Limit limit : limits) {
      if (limit.concerns(allowed)) {
        limit.withheld().ifPresentOrElse(denied::add, () -> limiting.add(limit.allowed()));
      }
    }
    for (Denial denial : denials) {
      if (denial.denied().actions().overlaps(allowed.actions())) {
        denied.add(denial.denied());
      }
    }
    if (limiting.isEmpty() && denied.isEmpty()) {
      return allowed;
    }
    Restricted key =
        new Restricted(
            new Same(allowed),
            limiting.stream().map(Same::new).toList(),
            denied.stream().map(Same::new).toList());
    return effective.computeIfAbsent(
        key,
        k -> {
          PermissionSet left = allowed;
          for (PermissionSet limit : limiting) {
            left = left.intersect(limit);
          }
          for (PermissionSet deny : denied) {
            left = left.minus(deny);
          }
          return left;
        });
  }
}
