package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.iamaudit.arn.Language;
import org.iamaudit.evaluate.OwnedPolicy.Guard;
import org.iamaudit.permission.ActionSet;
import org.iamaudit.permission.Box;
import org.iamaudit.permission.Constraint;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.Effect;
import org.iamaudit.policy.Patterns;
import org.iamaudit.policy.PolicyDocument;
import org.iamaudit.policy.PrincipalElement;
import org.iamaudit.policy.PrincipalElement.Entry;
import org.iamaudit.policy.Statement;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.Principal;

/**
 * Which roles of the account have a trust policy that decides something for a principal of the same
 * account (IAM User Guide, "Policies and permissions", and AWS STS API Reference, "AssumeRole",
 * read 2026-11; iam-semantics 4.7).
 *
 * <p>A role that names the principal lets it in without an identity-based policy. A role that the
 * principal's policies or baselines name must let it in as well. Those that a policy reaches only
 * through {@code *}, or through a pattern that names many, are left out: the permission then stands
 * for whatever role there is or will be.
 *
 * <p>Large accounts have hundreds of roles that say nothing but the same to everyone (anybody of
 * the organization); each would be a grant of each principal. Such roles count as one.
 */
final class RoleTrust {
  private static final ActionSet ACTIONS =
      ActionSet.matching(List.copyOf(ResourceLayer.TRUST_ACTIONS));

  private static final int MOST_NAMED = 10;

  private final Map<String, SourcedPolicy> policies = new TreeMap<>();
  private final List<OwnedPolicy> open = new ArrayList<>();
  private final Map<String, OwnedPolicy> closed = new TreeMap<>();
  private final Map<String, List<OwnedPolicy>> trusting = new HashMap<>();
  private final Map<Language, List<OwnedPolicy>> named = new ConcurrentHashMap<>();

  /** What a trust policy of one statement says to everyone. */
  private record Said(
      Patterns action, Optional<Patterns> resource, List<Condition> conditions, boolean variables) {
    static Optional<Said> toEveryone(PolicyDocument document) {
      Statement only = document.statements().get(0);
      boolean alone = document.statements().size() == 1 && only.effect() == Effect.ALLOW;
      return alone && only.principal().filter(RoleTrust::isEveryone).isPresent()
          ? Optional.of(
              new Said(only.action(), only.resource(), only.conditions(), document.hasVariables()))
          : Optional.empty();
    }
  }

  RoleTrust(Stream<IamRole> roles) {
    roles.forEach(
        r -> r.trustPolicy().ifPresent(d -> policies.put(r.arn(), new SourcedPolicy(r.arn(), d))));
    Map<Said, List<SourcedPolicy>> alike = new LinkedHashMap<>();
    for (SourcedPolicy policy : policies.values()) {
      if (policy.document().statements().isEmpty()) {
        close(policy);
        continue;
      }
      Said.toEveryone(policy.document())
          .ifPresentOrElse(
              said -> alike.computeIfAbsent(said, k -> new ArrayList<>()).add(policy),
              () -> close(policy));
    }
    alike.values().forEach(group -> open.add(owned(group)));
  }

  private static OwnedPolicy owned(List<SourcedPolicy> alike) {
    SourcedPolicy first = alike.get(0);
    List<String> arns = alike.stream().map(SourcedPolicy::name).toList();
    PermissionSet scope = PermissionSet.of(ACTIONS, Language.ofLiterals(arns), Constraint.NONE);
    String name = alike.size() == 1 ? first.name() : "roles that trust everyone";
    return new OwnedPolicy(name, Guard.ROLE, first, scope, scope);
  }

  private void close(SourcedPolicy policy) {
    OwnedPolicy owned = owned(List.of(policy));
    closed.put(policy.name(), owned);
    for (Statement statement : policy.document().statements()) {
      if (statement.effect() == Effect.ALLOW) {
        statement.principal().ifPresent(p -> index(p, owned));
      }
    }
  }

  private static boolean isEveryone(PrincipalElement principal) {
    return !principal.negated()
        && (principal.everyone()
            || principal.entries().contains(new Entry(PrincipalElement.Type.AWS, "*")));
  }

  private void index(PrincipalElement principal, OwnedPolicy role) {
    if (principal.negated() || principal.everyone()) {
      trusts("*", role);
    } else {
      principal.entries().stream()
          .filter(e -> e.type() == PrincipalElement.Type.AWS)
          .map(Entry::value)
          .forEach(value -> trusts(key(value), role));
    }
  }

  private void trusts(String key, OwnedPolicy role) {
    trusting.computeIfAbsent(key, k -> new ArrayList<>()).add(role);
  }

  /**
   * Roles are told apart by their names alone, see {@link PrincipalMatch}; a session, by name or by
   * id, is of its role.
   */
  private static String key(String principal) {
    if (principal.contains(":role/")) {
      return "role/" + principal.substring(principal.lastIndexOf('/') + 1);
    }
    String[] parts = principal.split("/");
    if (parts.length == 3 && parts[0].endsWith(":assumed-role")) {
      return "role/" + parts[1];
    }
    return principal.startsWith("AROA") ? principal.split(":")[0] : principal;
  }

  /** The trust policy that decides a request, if it is one to assume a role of the account. */
  Optional<SourcedPolicy> policyOf(String action, String resource) {
    return Optional.ofNullable(policies.get(resource)).filter(p -> ACTIONS.contains(action));
  }

  /** The trust policies that say the same of every principal. */
  List<OwnedPolicy> open() {
    return open;
  }

  /**
   * The other trust policies that count, by ARN.
   *
   * @param granted what the principal's own policies allow
   * @param required what its baselines require
   */
  Collection<OwnedPolicy> concerning(
      Principal principal, Collection<PermissionSet> granted, PermissionSet required) {
    Map<String, OwnedPolicy> found = new TreeMap<>();
    for (String key : List.of("*", key(principal.arn()), principal.id())) {
      trusting.getOrDefault(key, List.of()).forEach(r -> found.put(r.name(), r));
    }
    granted.forEach(set -> named(set, MOST_NAMED, found));
    named(required, Integer.MAX_VALUE, found);
    return found.values();
  }

  private void named(PermissionSet set, int most, Map<String, OwnedPolicy> into) {
    for (Box box : set.boxes()) {
      if (!box.resources().isEverything() && box.actions().overlaps(ACTIONS)) {
        List<OwnedPolicy> matched = named.computeIfAbsent(box.resources(), this::matched);
        if (matched.size() <= most) {
          matched.forEach(r -> into.put(r.name(), r));
        }
      }
    }
  }

  private List<OwnedPolicy> matched(Language resources) {
    return closed.values().stream().filter(r -> resources.matches(r.name())).toList();
  }
}
