package org.iamaudit.evaluate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.iamaudit.arn.Language;
import org.iamaudit.permission.ActionSet;
import org.iamaudit.permission.Constraint;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.PermissionSet;

/**
 * What a principal may do: the union of the Allow statements of its own policies and of those
 * resource-based policies that name it, within the permissions boundary and every level of SCPs,
 * less every explicit deny, RCPs included (IAM User Guide, "Policy evaluation logic", read
 * 2026-11).
 *
 * @param grants one for each Allow statement, in the order direct inline, direct attached, group
 *     inline, group attached
 * @param limits every layer that must allow too; empty if none applies
 * @param unknown why the picture is not whole, one reason each; empty: it is
 */
public record EffectivePermissions(
    Knowledge knowledge,
    List<GrantingStatement> grants,
    List<Limit> limits,
    List<Denial> denials,
    List<String> unknown) {
  private static final PermissionSet CALLER_IDENTITY = anywhere("sts:GetCallerIdentity");
  private static final PermissionSet SESSION_TOKEN = anywhere("sts:GetSessionToken");

  /** What needs no permission of an IAM user or of any other caller. */
  static final PermissionSet NEEDED_BY_NOBODY = CALLER_IDENTITY.union(SESSION_TOKEN);

  private static PermissionSet anywhere(String action) {
    return PermissionSet.of(
        ActionSet.matching(List.of(action)), Language.EVERYTHING, Constraint.NONE);
  }

  public EffectivePermissions {
    grants = List.copyOf(grants);
    limits = List.copyOf(limits);
    denials = List.copyOf(denials);
    unknown = List.copyOf(unknown);
  }

  /**
   * What needs no permission, so that no grant changes it: sts:GetCallerIdentity, and for users
   * sts:GetSessionToken (AWS STS API Reference, read 2026-11).
   */
  public PermissionSet free() {
    boolean user = knowledge.value("aws:PrincipalType").filter("User"::equals).isPresent();
    return user ? NEEDED_BY_NOBODY : CALLER_IDENTITY;
  }

  /** The part of a set that the principal may not do. */
  public PermissionSet missingFrom(PermissionSet required) {
    PermissionSet missing = required.minus(free());
    for (GrantingStatement grant : grants) {
      if (missing.isEmpty()) {
        break;
      }
      missing = missing.minus(grant.effective());
    }
    return missing;
  }

  /**
   * Whether a set is withheld only under conditions: every action on every resource in it is
   * allowed in some context in which it is required. What is required under a condition and never
   * allowed is not withheld under a condition, it is not allowed.
   */
  public boolean allowsInSomeContext(PermissionSet required, PermissionSet missing) {
    PermissionSet wanted = required.intersect(missing.inAnyContext());
    List<PermissionSet> allowed =
        grants.stream().map(g -> g.effective().intersect(wanted).inAnyContext()).toList();
    return PermissionSet.union(allowed).contains(missing.inAnyContext());
  }

  /**
   * Why requests of a set that the principal may not do are withheld, a phrase for each layer,
   * outermost last.
   */
  public List<String> blockers(PermissionSet missing) {
    PermissionSet offered =
        PermissionSet.union(grants.stream().map(GrantingStatement::allowed).toList());
    Set<String> phrases = new LinkedHashSet<>();
    PermissionSet beyond = missing.minus(offered);
    if (beyond.holdsKnownAction()) {
      phrases.add(
          onlyInOtherContexts(beyond, offered)
              ? "identity-based policies allow it only under other conditions"
              : "no identity-based policy allows it");
    }
    for (Limit limit : limits) {
      PermissionSet withheld = limit.withheldFrom(missing);
      if (withheld.holdsKnownAction()) {
        phrases.add(
            onlyInOtherContexts(withheld, limit.allowed())
                ? "allowed by " + limit.name() + " only under other conditions"
                : "not allowed by " + limit.name());
      }
    }
    for (Denial denial : denials) {
      if (missing.intersect(denial.denied()).holdsKnownAction()) {
        phrases.add(denial.text());
      }
    }
    return List.copyOf(phrases);
  }

  private static boolean onlyInOtherContexts(PermissionSet withheld, PermissionSet allowed) {
    return !withheld.inAnyContext().minus(allowed.inAnyContext()).holdsKnownAction();
  }
}
