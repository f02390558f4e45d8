package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
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
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
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
  private static final SourcedPolicy FULL_ACCESS = fullAccess();

  private final AccountSnapshot snapshot;
  private final List<Owned> policies = new ArrayList<>();
  private final Map<String, SourcedPolicy> byArn = new LinkedHashMap<>();
  private final Map<String, Owned> trustPolicies = new HashMap<>();
  private final RoleTrust trust;
  private final List<Rcp> rcps = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
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
  private record Owned(
      String arn, Guard guard, SourcedPolicy policy, PermissionSet scope, PermissionSet guarded) {
    PolicyKind kind() {
      return guard == Guard.ROLE ? PolicyKind.TRUST : PolicyKind.RESOURCE;
    }

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
      policy
          .document()
          .ifPresent(
              d -> byArn.put(policy.resourceArn(), new SourcedPolicy(policy.resourceArn(), d)));
    }
    Map<String, List<String>> inside =
        byArn.keySet().stream()
            .filter(arn -> around(outer(arn)).isPresent())
            .collect(Collectors.groupingBy(arn -> around(outer(arn)).orElseThrow().name()));
    byArn.values().forEach(policy -> add(policy, inside));
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
          .forEach(
              p ->
                  p.document()
                      .ifPresentOrElse(
                          d -> rcps.add(new Rcp(p.name(), d)),
                          () -> unreadable.add("RCP `" + p.name() + "` could not be read")));
    }
    rcpScope = rcps.isEmpty() ? PermissionSet.EMPTY : rcpScope();
    rcps.forEach(r -> share(r.document(), PolicyKind.RCP));
  }

  private void add(SourcedPolicy policy, Map<String, List<String>> inside) {
    String arn = policy.name();
    boolean key = isKey(arn);
    Language resources = key ? Language.of(Glob.literal(arn)) : reach(arn);
    // Of two policies that could speak, that of the inner resource does, see around.
    for (String inner : inside.getOrDefault(arn, List.of())) {
      resources = resources.minus(reach(inner));
    }
    PermissionSet scope = PermissionSet.of(ActionSet.ALL, resources, Constraint.NONE);
    PermissionSet guarded = scope.only(ActionSet.matching(List.of("kms:*")));
    policies.add(new Owned(arn, key ? Guard.KEY : Guard.NONE, policy, scope, guarded));
    share(policy.document(), PolicyKind.RESOURCE);
  }

  private static boolean isKey(String arn) {
    return Arn.parse(arn).filter(a -> a.service().equals("kms")).isPresent();
  }

  /** The resource itself and what lies in it. */
  private static Language reach(String arn) {
    Glob parts = new GlobBuilder().literal(arn + "/").anything().asString();
    Glob qualified = new GlobBuilder().literal(arn + ":").anything().asString();
    return Language.of(Glob.literal(arn), parts, qualified);
  }

  private void addTrust(String arn, PolicyDocument document) {
    PermissionSet scope =
        PermissionSet.of(RoleTrust.ACTIONS, Language.of(Glob.literal(arn)), Constraint.NONE);
    SourcedPolicy policy = new SourcedPolicy(arn, document);
    trustPolicies.put(arn, new Owned(arn, Guard.ROLE, policy, scope, scope));
    share(document, PolicyKind.TRUST);
  }

  /** Compiles once what is the same for everyone, before several threads look. */
  private void share(PolicyDocument document, PolicyKind kind) {
    for (Statement statement : document.statements()) {
      if (!StatementCompiler.dependsOnPrincipal(statement, document.hasVariables())) {
        compiled.put(
            statement,
            compile(statement, kind, document, Knowledge.ofPartition(snapshot.partition())));
      }
    }
  }

  /**
   * Actions of the listed services that name a resource, on resources of the account, without those
   * that RCPs leave alone.
   */
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
    Glob linked = new GlobBuilder().pattern("arn:*:*:*:*:role/aws-service-role/*").asArn();
    Glob managed = new GlobBuilder().pattern("arn:*:kms:*:*:alias/aws/*").asArn();
    PermissionSet managedKeys =
        PermissionSet.of(
            ActionSet.matching(List.of("kms:*")), Language.of(managed), Constraint.NONE);
    return PermissionSet.of(
            ActionSet.of(actions),
            Language.of(own, unnamed, Glob.literal("*")).minus(Language.of(linked)),
            Constraint.NONE)
        .minus(managedKeys);
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
            knowledge.usual().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))));
    boolean bounded = principal.boundaryArn().isPresent();
    for (Owned policy : concerning(principal, granted, required)) {
      if (policy.guard != Guard.NONE) {
        guarded.computeIfAbsent(policy.guard, g -> new ArrayList<>()).add(policy.guarded);
      }
      for (Statement statement : policy.document().statements()) {
        Grant named = named(statement, caller, context, bounded);
        if (named == Grant.NONE) {
          continue;
        }
        PermissionSet matched =
            compile(policy.document(), policy.kind(), statement, knowledge).intersect(policy.scope);
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
        PermissionSet denied =
            compile(rcp.document, PolicyKind.RCP, statement, knowledge).intersect(rcpScope);
        if (!denied.isEmpty()) {
          into.add(new Denial("RCP", rcp.name, statement, denied));
        }
      }
    }
  }

  private PermissionSet compile(
      PolicyDocument document, PolicyKind kind, Statement statement, Knowledge knowledge) {
    PermissionSet shared = compiled.get(statement);
    return shared != null ? shared : compile(statement, kind, document, knowledge);
  }

  private static PermissionSet compile(
      Statement statement, PolicyKind kind, PolicyDocument document, Knowledge knowledge) {
    return StatementCompiler.compile(statement, kind, document.hasVariables(), knowledge);
  }

  /** The policy that guards a resource, itself or what it lies in; a role's says who assumes it. */
  Optional<SourcedPolicy> policyOf(String action, String resource) {
    Owned role = trustPolicies.get(resource);
    if (role != null && RoleTrust.ACTIONS.contains(action)) {
      return Optional.of(role.policy);
    }
    return around(resource);
  }

  private Optional<SourcedPolicy> around(String resource) {
    for (String at = resource; !at.isEmpty(); ) {
      SourcedPolicy policy = byArn.get(at);
      if (policy != null) {
        return Optional.of(policy);
      }
      at = outer(at);
    }
    return Optional.empty();
  }

  private static String outer(String resource) {
    int cut = Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':'));
    return cut < 0 ? "" : resource.substring(0, cut);
  }

  /** Whether a resource is one of the account's, or names no account. */
  boolean isOwn(String resource) {
    String account = Arn.parse(resource).map(Arn::account).orElse("");
    return account.isEmpty() || account.equals(snapshot.account().digits());
  }

  /** What could not be read and may deny. */
  List<String> unreadable() {
    return unreadable;
  }

  /**
   * RCPs by level, for the concrete evaluator. {@code RCPFullAWSAccess} is attached everywhere and
   * cannot be taken away, whether a snapshot lists it or not.
   */
  List<List<SourcedPolicy>> rcpLevels() {
    return rcps.isEmpty()
        ? List.of()
        : snapshot.organization().orElseThrow().path().stream()
            .map(
                l ->
                    Stream.concat(
                            Stream.of(FULL_ACCESS),
                            l.resourceControlPolicies().stream().flatMap(ResourceSide::sourced))
                        .toList())
            .toList();
  }

  private static Stream<SourcedPolicy> sourced(OrganizationPolicy policy) {
    return policy.document().map(d -> new SourcedPolicy(policy.name(), d)).stream();
  }

  private static SourcedPolicy fullAccess() {
    String json =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\","
            + "\"Action\":\"*\",\"Resource\":\"*\"}}";
    return new SourcedPolicy(
        "RCPFullAWSAccess", PolicyParser.parse(json, PolicyKind.RCP).document().orElseThrow());
  }
}
