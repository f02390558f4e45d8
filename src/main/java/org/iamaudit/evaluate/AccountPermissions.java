package org.iamaudit.evaluate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.iamaudit.evaluate.HeldPolicies.Held;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.Statement;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.IamRole;
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
  private final Optional<Instant> since;
  private final CompiledStatements compiled = new CompiledStatements();
  private final Map<List<Same>, PermissionSet> unions = new ConcurrentHashMap<>();
  private final Restriction restriction = new Restriction();
  private final HeldPolicies policies;
  private final ResourceSide resourceSide;
  private final RequestExamples examples;
  private final AccountDecisions decisions;

  /** An Allow statement of the principal's own, before anything takes from it. */
  private record Allowed(GrantSource source, Statement statement, PermissionSet set) {}

  /** At no time in particular: what conditions say of the time is left open. */
  public AccountPermissions(AccountSnapshot snapshot) {
    this(snapshot, Optional.empty());
  }

  /**
   * From a moment on: what conditions allow or deny only before it counts for nothing.
   *
   * @param since also when single requests are made that prove something
   */
  public AccountPermissions(AccountSnapshot snapshot, Instant since) {
    this(snapshot, Optional.of(since));
  }

  private AccountPermissions(AccountSnapshot snapshot, Optional<Instant> since) {
    this.snapshot = snapshot;
    this.since = since;
    this.policies = new HeldPolicies(snapshot);
    this.resourceSide = new ResourceSide(snapshot, compiled);
    this.examples = new RequestExamples(snapshot.partition(), snapshot.account().digits());
    this.decisions = new AccountDecisions(policies, resourceSide);
  }

  /** Proves by single requests what the sets of a principal say. */
  public WitnessSearch witnesses(Principal principal, EffectivePermissions effective) {
    return new WitnessSearch(
        Caller.parse(principal.arn()),
        snapshot.account(),
        examples,
        effective.knowledge(),
        decisions.policies(principal));
  }

  /** Decides single requests of a principal by all policies that the snapshot holds. */
  public Function<Request, Decision> decisions(Principal principal) {
    Function<Request, PreparedPolicies> policiesOf = decisions.policies(principal);
    return request -> Evaluator.decide(request, policiesOf.apply(request));
  }

  /** The policies that a principal holds, itself or by a group, and whether each could be read. */
  public Map<GrantSource, Boolean> held(Principal principal) {
    Map<GrantSource, Boolean> held = new LinkedHashMap<>();
    policies
        .of(principal, new ArrayList<>())
        .forEach(policy -> held.put(policy.source(), policy.document().isPresent()));
    return held;
  }

  /** What is known of every request of a principal. */
  public Knowledge knowledge(Principal principal) {
    Knowledge knowledge = PrincipalKnowledge.of(principal, snapshot);
    return since.map(knowledge::since).orElse(knowledge);
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
    List<Held> held = policies.of(principal, unknown);
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
              one.source, one.statement, one.set, restriction.of(one.set, limits, denials)));
    }
    List<Limit> beyondBoundary = limits.subList(boundaries, limits.size());
    for (ResourceSide.Offer offer : share.offers()) {
      List<Limit> within = offer.withinBoundary() ? limits : beyondBoundary;
      grants.add(
          new GrantingStatement(
              offer.source(),
              offer.statement(),
              offer.allowed(),
              restriction.of(offer.allowed(), within, denials)));
    }
    return new EffectivePermissions(knowledge, grants, limits, denials, unknown);
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
    Optional<PolicyDocument> document = policies.managed(arn);
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
    for (Level level : policies.scpLevels(principal)) {
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
}
