package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iamaudit.arn.Arn;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.arn.Language;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.permission.ActionSet;
import org.iamaudit.permission.Constraint;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.permission.StatementCompiler;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.Statement;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.OrganizationPlacement.OrganizationPolicy;
import org.iamaudit.snapshot.Principal;
import org.iamaudit.snapshot.ResourcePolicy;

/**
 * What the resource-based policies and the RCPs of an account add to and take from its own
 * principals (IAM User Guide, "How AWS enforcement code logic evaluates requests", read 2026-11;
 * iam-semantics 4.2, 4.5, 4.8).
 *
 * <p>A statement that names the account delegates and adds nothing. One that names a user, a role
 * or everyone grants without an identity-based policy; naming the role still leaves the permissions
 * boundary in force. A KMS key obeys nobody whom its policy does not let in, and a role is assumed
 * by nobody whom its trust policy does not ({@link RoleTrust}). Names of single sessions are not
 * looked at: which sessions a role has is not in a snapshot.
 */
final class ResourceSide {
  private final AccountSnapshot snapshot;
  private final List<Owned> policies = new ArrayList<>();
  private final Map<String, SourcedPolicy> byArn = new HashMap<>();
  private final Map<String, Owned> trustPolicies = new HashMap<>();
  private final RoleTrust trust;
  private final List<Rcp> rcps = new ArrayList<>();
  private final PermissionSet rcpScope;

  /** What happens without an Allow of the resource-based policy. */
  private enum Guard {
    /** The account's own policies decide. */
    NONE(""),
    KEY("the policy of the KMS key"),
    ROLE("the trust policy of the role");

    private final String text;

    Guard(String text) {
      this.text = text;
    }
  }

  /** A readable resource-based policy, with the requests on its resource. */
  private record Owned(String arn, Guard guard, SourcedPolicy policy, PermissionSet scope) {
    PolicyDocument document() {
      return policy.document();
    }
  }

  private record Rcp(String name, PolicyDocument document) {}

  /** A resource-based statement that grants by itself. */
  record Offer(
      GrantSource source, Statement statement, PermissionSet allowed, boolean withinBoundary) {}

  /**
   * What applies to one principal.
   *
   * @param guards what the policies of KMS keys and of roles let through, as far as any is known
   */
  record Share(List<Offer> offers, List<Denial> denials, List<Limit> guards) {}

  private final Map<Statement, PermissionSet> compiled = new IdentityHashMap<>();
  private final Map<PermissionSet, PermissionSet> shared = new ConcurrentHashMap<>();

  ResourceSide(AccountSnapshot snapshot) {
    this.snapshot = snapshot;
    for (ResourcePolicy policy : snapshot.resourcePolicies().orElse(List.of())) {
      policy.document().ifPresent(d -> add(policy.resourceArn(), d));
    }
    List<IamRole> roles =
        snapshot.principals().stream()
            .flatMap(p -> p instanceof IamRole role ? Stream.of(role) : Stream.empty())
            .toList();
    roles.forEach(role -> role.trustPolicy().ifPresent(d -> addTrust(role.arn(), d)));
    trust = new RoleTrust(roles);
    boolean exempt = snapshot.organization().filter(o -> o.managementAccount()).isPresent();
    if (!exempt) {
      snapshot.organization().stream()
          .flatMap(o -> o.path().stream())
          .flatMap(l -> l.resourceControlPolicies().stream())
          .forEach(p -> p.document().ifPresent(d -> rcps.add(new Rcp(p.name(), d))));
    }
    rcpScope = rcps.isEmpty() ? PermissionSet.EMPTY : rcpScope();
    rcps.forEach(r -> share(r.document()));
  }

  private void add(String arn, PolicyDocument document) {
    Glob itself = Glob.literal(arn);
    Glob parts = new GlobBuilder().literal(arn + "/").anything().asString();
    Glob qualified = new GlobBuilder().literal(arn + ":").anything().asString();
    boolean key = Arn.parse(arn).filter(a -> a.service().equals("kms")).isPresent();
    Language resources = key ? Language.of(itself) : Language.of(itself, parts, qualified);
    PermissionSet scope = PermissionSet.of(ActionSet.ALL, resources, Constraint.NONE);
    SourcedPolicy policy = new SourcedPolicy(arn, document);
    policies.add(new Owned(arn, key ? Guard.KEY : Guard.NONE, policy, scope));
    byArn.put(arn, policy);
    share(document);
  }

  private void addTrust(String arn, PolicyDocument document) {
    PermissionSet scope =
        PermissionSet.of(RoleTrust.ACTIONS, Language.of(Glob.literal(arn)), Constraint.NONE);
    trustPolicies.put(arn, new Owned(arn, Guard.ROLE, new SourcedPolicy(arn, document), scope));
    share(document);
  }

  /** Compiles once what is the same for everyone, before several threads look. */
  private void share(PolicyDocument document) {
    for (Statement statement : document.statements()) {
      if (!StatementCompiler.dependsOnPrincipal(statement, document.hasVariables())) {
        compiled.put(
            statement,
            StatementCompiler.compile(statement, document.hasVariables(), Knowledge.NONE));
      }
    }
  }

  /** Actions of the listed services that name a resource, on resources of the account. */
  private PermissionSet rcpScope() {
    Catalog catalog = Catalog.get();
    BitSet actions = new BitSet();
    for (String prefix : catalog.rcpServices()) {
      catalog.expand(prefix + ":*").stream()
          .filter(a -> catalog.resourceTypes(a).length > 0)
          .filter(a -> !catalog.lowerCaseAction(a).equals("kms:retiregrant"))
          .forEach(actions::set);
    }
    Glob own = new GlobBuilder().pattern("arn:*:*:*:" + snapshot.account() + ":*").asArn();
    Glob unnamed = new GlobBuilder().pattern("arn:*:*:*::*").asArn();
    return PermissionSet.of(ActionSet.of(actions), Language.of(own, unnamed), Constraint.NONE);
  }

  /**
   * What applies to a principal of the account.
   *
   * @param granted what its own policies allow
   * @param required what its baselines require
   */
  Share of(
      Principal principal,
      Knowledge knowledge,
      Collection<PermissionSet> granted,
      PermissionSet required) {
    List<Offer> offers = new ArrayList<>();
    List<Denial> denials = new ArrayList<>();
    Map<Guard, List<PermissionSet>> guarded = new EnumMap<>(Guard.class);
    Map<Guard, List<PermissionSet>> letIn = new EnumMap<>(Guard.class);
    Caller caller = Caller.parse(principal.arn());
    RequestContext context =
        RequestContext.of(
            knowledge.values().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))));
    boolean bounded = principal.boundaryArn().isPresent();
    for (Owned policy : concerning(principal, granted, required)) {
      if (policy.guard != Guard.NONE) {
        guarded.computeIfAbsent(policy.guard, g -> new ArrayList<>()).add(policy.scope);
      }
      for (Statement statement : policy.document().statements()) {
        Grant named = named(statement, caller, context, bounded);
        if (named == Grant.NONE) {
          continue;
        }
        PermissionSet matched =
            compile(policy.document(), statement, knowledge).intersect(policy.scope);
        if (matched.isEmpty()) {
          continue;
        }
        if (statement.effect() == Effect.DENY) {
          denials.add(new Denial("resource-based policy", policy.arn, statement, matched));
        } else {
          letIn.computeIfAbsent(policy.guard, g -> new ArrayList<>()).add(matched);
          if (named.replacesIdentityPolicy()) {
            offers.add(offer(policy, statement, matched, !named.replacesBoundaryAndSession()));
          }
        }
      }
    }
    if (!(principal instanceof IamRole role && role.isServiceLinked())) {
      rcps.forEach(r -> deny(r, knowledge, denials));
    }
    List<Limit> guards = new ArrayList<>();
    guarded.forEach(
        (guard, scope) -> {
          PermissionSet through =
              PermissionSet.EVERYTHING
                  .minus(PermissionSet.union(scope))
                  .union(PermissionSet.union(letIn.getOrDefault(guard, List.of())));
          guards.add(new Limit(guard.text, shared.computeIfAbsent(through, t -> t)));
        });
    return new Share(offers, denials, guards);
  }

  private List<Owned> concerning(
      Principal principal, Collection<PermissionSet> granted, PermissionSet required) {
    List<Owned> all = new ArrayList<>(policies);
    trust
        .concerning(principal, granted, required)
        .forEach(role -> all.add(trustPolicies.get(role.arn())));
    return all;
  }

  private static Offer offer(
      Owned policy, Statement statement, PermissionSet allowed, boolean withinBoundary) {
    GrantSource source =
        policy.guard == Guard.ROLE
            ? new GrantSource(policy.arn, false, "trust policy")
            : new GrantSource(policy.arn, false, "resource policy");
    return new Offer(source, statement, allowed, withinBoundary);
  }

  private static Grant named(
      Statement statement, Caller caller, RequestContext context, boolean bounded) {
    return statement
        .principal()
        .map(p -> new PrincipalMatch(p, statement.effect()).match(caller, context, bounded))
        .orElse(Grant.NONE);
  }

  private void deny(Rcp rcp, Knowledge knowledge, List<Denial> into) {
    for (Statement statement : rcp.document.statements()) {
      if (statement.effect() == Effect.DENY) {
        PermissionSet denied = compile(rcp.document, statement, knowledge).intersect(rcpScope);
        if (!denied.isEmpty()) {
          into.add(new Denial("RCP", rcp.name, statement, denied));
        }
      }
    }
  }

  private PermissionSet compile(PolicyDocument document, Statement statement, Knowledge knowledge) {
    PermissionSet shared = compiled.get(statement);
    return shared != null
        ? shared
        : StatementCompiler.compile(statement, document.hasVariables(), knowledge);
  }

  /** The policy that guards a resource, itself or what it lies in; a role's says who assumes it. */
  Optional<SourcedPolicy> policyOf(String action, String resource) {
    Owned role = trustPolicies.get(resource);
    if (role != null && RoleTrust.ACTIONS.contains(action)) {
      return Optional.of(role.policy);
    }
    for (String at = resource; !at.isEmpty(); ) {
      SourcedPolicy policy = byArn.get(at);
      if (policy != null) {
        return Optional.of(policy);
      }
      int cut = Math.max(at.lastIndexOf('/'), at.lastIndexOf(':'));
      at = cut < 0 ? "" : at.substring(0, cut);
    }
    return Optional.empty();
  }

  /** RCPs by level, for the concrete evaluator. */
  List<List<SourcedPolicy>> rcpLevels() {
    return rcps.isEmpty()
        ? List.of()
        : snapshot.organization().orElseThrow().path().stream()
            .map(l -> l.resourceControlPolicies().stream().flatMap(ResourceSide::sourced).toList())
            .toList();
  }

  private static Stream<SourcedPolicy> sourced(OrganizationPolicy policy) {
    return policy.document().map(d -> new SourcedPolicy(policy.name(), d)).stream();
  }
}
