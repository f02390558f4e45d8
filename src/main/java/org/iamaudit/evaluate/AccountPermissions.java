package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.permission.StatementCompiler;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.PolicyDocument;
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
  private final Map<Same, PermissionSet> compiled = new ConcurrentHashMap<>();
  private final Map<Restricted, PermissionSet> effective = new ConcurrentHashMap<>();

  /** An object as itself, so that shared documents need no comparison. */
  private record Same(Object object) {
    @Override
    public boolean equals(Object o) {
      return o instanceof Same other && object == other.object;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(object);
    }
  }

  private record Restricted(Same allowed, List<Same> limits, List<Same> denied) {}

  /** A document that a principal holds; empty if it could not be read. */
  private record Held(GrantSource source, Optional<PolicyDocument> document) {}

  public AccountPermissions(AccountSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /** The effective permissions of a user or role of the account. */
  public EffectivePermissions of(Principal principal) {
    Knowledge knowledge = PrincipalKnowledge.of(principal, snapshot);
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
                      "identity-based policy",
                      policy.source().policyName(),
                      knowledge,
                      denials));
    }
    boundary(principal, knowledge, limits, denials, unknown);
    serviceControlPolicies(principal, knowledge, limits, denials, unknown);
    List<Grant> grants = new ArrayList<>();
    for (Held policy : held) {
      policy
          .document()
          .ifPresent(d -> grants(policy.source(), d, knowledge, limits, denials, grants));
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
        new Limit("permissions boundary " + name, allowed(List.of(document.get()), knowledge)));
    denials(document.get(), "permissions boundary", name, knowledge, denials);
  }

  /**
   * Not for the management account and not for service-linked roles (AWS Organizations User Guide,
   * "SCPs").
   */
  private void serviceControlPolicies(
      Principal principal,
      Knowledge knowledge,
      List<Limit> limits,
      List<Denial> denials,
      List<String> unknown) {
    boolean exempt = principal instanceof IamRole role && role.isServiceLinked();
    Optional<OrganizationPlacement> placement =
        snapshot.organization().filter(o -> !o.managementAccount() && !exempt);
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
          denials(policy.document().get(), "SCP", policy.name(), knowledge, denials);
        }
      }
      if (whole) {
        limits.add(new Limit("SCPs of " + words(level), allowed(documents, knowledge)));
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

  private final Map<List<Same>, PermissionSet> unions = new ConcurrentHashMap<>();

  /**
   * What the Allow statements of some documents match together; the same object for the same
   * statements.
   */
  private PermissionSet allowed(List<PolicyDocument> documents, Knowledge knowledge) {
    List<PermissionSet> sets = new ArrayList<>();
    for (PolicyDocument document : documents) {
      for (Statement statement : document.statements()) {
        if (statement.effect() == Effect.ALLOW) {
          sets.add(compile(document, statement, knowledge));
        }
      }
    }
    return unions.computeIfAbsent(
        sets.stream().map(Same::new).toList(), k -> PermissionSet.union(sets));
  }

  private void denials(
      PolicyDocument document,
      String layer,
      String policy,
      Knowledge knowledge,
      List<Denial> into) {
    for (Statement statement : document.statements()) {
      if (statement.effect() == Effect.DENY) {
        PermissionSet denied = compile(document, statement, knowledge);
        if (!denied.isEmpty()) {
          into.add(new Denial(layer, policy, statement, denied));
        }
      }
    }
  }

  private void grants(
      GrantSource source,
      PolicyDocument document,
      Knowledge knowledge,
      List<Limit> limits,
      List<Denial> denials,
      List<Grant> into) {
    for (Statement statement : document.statements()) {
      if (statement.effect() == Effect.ALLOW) {
        PermissionSet allowed = compile(document, statement, knowledge);
        into.add(new Grant(source, statement, allowed, restrict(allowed, limits, denials)));
      }
    }
  }

  private PermissionSet compile(PolicyDocument document, Statement statement, Knowledge knowledge) {
    boolean variables = document.hasVariables();
    return StatementCompiler.dependsOnPrincipal(statement, variables)
        ? StatementCompiler.compile(statement, variables, knowledge)
        : compiled.computeIfAbsent(
            new Same(statement),
            k -> StatementCompiler.compile(statement, variables, Knowledge.NONE));
  }

  private PermissionSet restrict(PermissionSet allowed, List<Limit> limits, List<Denial> denials) {
    if (limits.isEmpty() && denials.isEmpty()) {
      return allowed;
    }
    Restricted key =
        new Restricted(
            new Same(allowed),
            limits.stream().map(l -> new Same(l.allowed())).toList(),
            denials.stream().map(d -> new Same(d.denied())).toList());
    return effective.computeIfAbsent(
        key,
        k -> {
          PermissionSet left = allowed;
          for (Limit limit : limits) {
            left = left.intersect(limit.allowed());
          }
          for (Denial denial : denials) {
            left = left.minus(denial.denied());
          }
          return left;
        });
  }
}
