package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iamaudit.arn.Arn;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.arn.Language;
import org.iamaudit.evaluate.OwnedPolicy.Guard;
import org.iamaudit.permission.ActionSet;
import org.iamaudit.permission.Constraint;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.permission.ValueSet;
import org.iamaudit.permission.ValueSet.TextValues;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.Statement;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.IamRole;
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
 * by nobody whom its trust policy does not ({@link RoleTrust}). What names a single session of a
 * role is about requests whose {@code aws:userid} says that they are of that session.
 */
final class ResourceSide {
  private final AccountSnapshot snapshot;
  private final CompiledStatements compiled;
  private final List<OwnedPolicy> policies = new ArrayList<>();
  private final Map<String, SourcedPolicy> byArn = new LinkedHashMap<>();
  private final RoleTrust trust;
  private final ResourceControl control;
  private final Map<InScope, PermissionSet> scoped = new ConcurrentHashMap<>();

  private record InScope(Same set, Same policy) {}

  /** A resource-based statement that grants by itself. */
  record Offer(
      GrantSource source, Statement statement, PermissionSet allowed, boolean withinBoundary) {}

  /**
   * What applies to one principal.
   *
   * @param guards what the policies of KMS keys and of roles do not let through, as far as any is
   *     known
   */
  record Share(List<Offer> offers, List<Denial> denials, List<Limit> guards) {}

  ResourceSide(AccountSnapshot snapshot, CompiledStatements compiled) {
    this.snapshot = snapshot;
    this.compiled = compiled;
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
    byArn.values().forEach(policy -> policies.add(owned(policy, inside)));
    trust =
        new RoleTrust(
            snapshot.principals().stream()
                .flatMap(p -> p instanceof IamRole role ? Stream.of(role) : Stream.empty()));
    policies.addAll(trust.open());
    control = new ResourceControl(snapshot, compiled);
  }

  private static OwnedPolicy owned(SourcedPolicy policy, Map<String, List<String>> inside) {
    String arn = policy.name();
    boolean key = Arn.parse(arn).filter(a -> a.service().equals("kms")).isPresent();
    Language resources = key ? Language.of(Glob.literal(arn)) : reach(arn);
    // Of two policies that could speak, that of the inner resource does, see around.
    for (String inner : inside.getOrDefault(arn, List.of())) {
      resources = resources.minus(reach(inner));
    }
    PermissionSet scope = PermissionSet.of(ActionSet.ALL, resources, Constraint.NONE);
    PermissionSet guarded = scope.only(ActionSet.matching(List.of("kms:*")));
    return new OwnedPolicy(arn, key ? Guard.KEY : Guard.NONE, policy, scope, guarded);
  }

  /** The resource itself and what lies in it. */
  private static Language reach(String arn) {
    Glob parts = new GlobBuilder().literal(arn + "/").anything().asString();
    Glob qualified = new GlobBuilder().literal(arn + ":").anything().asString();
    return Language.of(Glob.literal(arn), parts, qualified);
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
    Share share = new Share(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Map<Guard, List<PermissionSet>> withheld = new EnumMap<>(Guard.class);
    Map<Guard, List<PermissionSet>> letIn = new EnumMap<>(Guard.class);
    Asking asking = Asking.of(principal, knowledge);
    List<OwnedPolicy> all = new ArrayList<>(policies);
    all.addAll(trust.concerning(principal, granted, required));
    for (OwnedPolicy policy : all) {
      List<PermissionSet> through = through(policy, asking, share);
      if (policy.guard() != Guard.NONE) {
        PermissionSet kept = policy.guarded();
        for (PermissionSet part : through) {
          kept = kept.minus(part);
        }
        withheld.computeIfAbsent(policy.guard(), g -> new ArrayList<>()).add(kept);
        letIn.computeIfAbsent(policy.guard(), g -> new ArrayList<>()).addAll(through);
      }
    }
    if (!(principal instanceof IamRole role && role.isServiceLinked())) {
      control.deny(knowledge, share.denials);
    }
    withheld.forEach(
        (guard, sets) -> {
          PermissionSet kept = compiled.share(PermissionSet.union(sets));
          if (!kept.isEmpty()) {
            PermissionSet allowed = compiled.share(PermissionSet.union(letIn.get(guard)));
            share.guards.add(new Limit(guard.text(), allowed, Optional.of(kept)));
          }
        });
    return share;
  }

  /** A principal as resource-based policies see it. */
  private record Asking(
      Knowledge knowledge, Caller caller, String id, RequestContext context, boolean bounded) {
    static Asking of(Principal principal, Knowledge knowledge) {
      Map<String, List<String>> context = new HashMap<>();
      knowledge.usual().forEach((key, value) -> context.put(key, List.of(value)));
      if (principal instanceof IamRole) {
        // Of no session in particular: those that are named are asked for one by one.
        context.computeIfPresent("aws:userid", (key, usual) -> List.of(principal.id() + ":"));
      }
      return new Asking(
          knowledge,
          Caller.parse(principal.arn()),
          principal.id(),
          RequestContext.of(context),
          principal.boundaryArn().isPresent());
    }

    /** The requests of the sessions that a statement names one by one. */
    PermissionSet sessions(PrincipalMatch principals) {
      return of(principals.sessions(caller, id));
    }

    /** The requests of the sessions that a statement about all others spares. */
    PermissionSet spared(PrincipalMatch principals) {
      return of(principals.sparedSessions(caller, id, context, bounded));
    }

    private PermissionSet of(List<String> sessions) {
      List<Glob> ids = sessions.stream().map(s -> ofSession(s).asString()).toList();
      if (caller.kind() != Caller.Kind.ROLE || ids.isEmpty()) {
        return PermissionSet.EMPTY;
      }
      ValueSet values = knowledge.possible("aws:userid", new TextValues(false, Language.of(ids)));
      return PermissionSet.of(
          ActionSet.ALL,
          Language.EVERYTHING,
          new Constraint(new TreeMap<>(Map.of("aws:userid", values)), new TreeMap<>()));
    }

    private GlobBuilder ofSession(String session) {
      GlobBuilder builder = new GlobBuilder();
      return (id.isEmpty() ? builder.anything() : builder.literal(id)).literal(":" + session);
    }

    Grant named(PrincipalMatch principals) {
      return principals.match(caller, context, bounded);
    }
  }

  /** What a policy allows a principal; adds its denials and what it grants by itself. */
  private List<PermissionSet> through(OwnedPolicy policy, Asking asking, Share share) {
    List<PermissionSet> through = new ArrayList<>();
    for (Statement statement : policy.document().statements()) {
      Optional<PrincipalMatch> principals =
          statement.principal().map(p -> new PrincipalMatch(p, statement.effect()));
      Grant named = principals.map(asking::named).orElse(Grant.NONE);
      if (named != Grant.NONE) {
        PermissionSet spared = asking.spared(principals.get());
        PermissionSet all = matched(policy, statement, asking.knowledge);
        PermissionSet matched = spared.isEmpty() ? all : compiled.share(all.minus(spared));
        through(policy, statement, named, matched, share).ifPresent(through::add);
      }
      PermissionSet sessions =
          principals
              .filter(p -> named != Grant.SELF)
              .map(asking::sessions)
              .orElse(PermissionSet.EMPTY);
      if (!sessions.isEmpty()) {
        PermissionSet matched =
            compiled.share(matched(policy, statement, asking.knowledge).intersect(sessions));
        through(policy, statement, Grant.SELF, matched, share).ifPresent(through::add);
      }
    }
    return through;
  }

  private static Optional<PermissionSet> through(
      OwnedPolicy policy, Statement statement, Grant named, PermissionSet matched, Share share) {
    if (matched.isEmpty()) {
      return Optional.empty();
    }
    if (statement.effect() == Effect.DENY) {
      share.denials.add(new Denial("resource-based policy", policy.name(), statement, matched));
      return Optional.empty();
    }
    if (named.replacesIdentityPolicy()) {
      share.offers.add(
          new Offer(policy.source(), statement, matched, !named.replacesBoundaryAndSession()));
    }
    return Optional.of(matched);
  }

  private PermissionSet matched(OwnedPolicy policy, Statement statement, Knowledge knowledge) {
    PermissionSet said = compiled.compile(policy.document(), policy.kind(), statement, knowledge);
    return said.isEmpty()
        ? said
        : scoped.computeIfAbsent(
            new InScope(new Same(said), new Same(policy)),
            k -> compiled.share(said.intersect(policy.scope())));
  }

  /** The policy that guards a resource, itself or what it lies in; a role's says who assumes it. */
  Optional<SourcedPolicy> policyOf(String action, String resource) {
    return trust.policyOf(action, resource).or(() -> around(resource));
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

  /** The RCPs of the account. */
  ResourceControl control() {
    return control;
  }
}
