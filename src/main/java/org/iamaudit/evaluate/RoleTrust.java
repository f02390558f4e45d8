package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.iamaudit.arn.Language;
import org.iamaudit.permission.ActionSet;
import org.iamaudit.permission.Box;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.policy.Effect;
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
 */
final class RoleTrust {
  static final ActionSet ACTIONS = ActionSet.matching(List.copyOf(ResourceLayer.TRUST_ACTIONS));

  private static final int MOST_NAMED = 10;

  private final Map<String, IamRole> roles = new TreeMap<>();
  private final Map<String, List<IamRole>> trusting = new HashMap<>();
  private final Map<Language, List<IamRole>> named = new ConcurrentHashMap<>();

  RoleTrust(Collection<IamRole> all) {
    for (IamRole role : all) {
      if (role.trustPolicy().isEmpty()) {
        continue;
      }
      roles.put(role.arn(), role);
      for (Statement statement : role.trustPolicy().get().statements()) {
        if (statement.effect() == Effect.ALLOW) {
          statement.principal().ifPresent(p -> index(p, role));
        }
      }
    }
  }

  private void index(PrincipalElement principal, IamRole role) {
    if (principal.negated() || principal.everyone()) {
      trusts("*", role);
    } else {
      principal.entries().stream()
          .filter(e -> e.type() == PrincipalElement.Type.AWS)
          .map(Entry::value)
          .forEach(value -> trusts(key(value), role));
    }
  }

  private void trusts(String key, IamRole role) {
    trusting.computeIfAbsent(key, k -> new ArrayList<>()).add(role);
  }

  /** Roles are told apart by their names alone, see {@link PrincipalMatch}. */
  private static String key(String principal) {
    return principal.contains(":role/")
        ? "role/" + principal.substring(principal.lastIndexOf('/') + 1)
        : principal;
  }

  /**
   * The roles whose trust policy counts, by ARN.
   *
   * @param granted what the principal's own policies allow
   * @param required what its baselines require
   */
  Collection<IamRole> concerning(
      Principal principal, Collection<PermissionSet> granted, PermissionSet required) {
    Map<String, IamRole> found = new LinkedHashMap<>();
    for (String key : List.of("*", key(principal.arn()), principal.id())) {
      trusting.getOrDefault(key, List.of()).forEach(r -> found.put(r.arn(), r));
    }
    granted.forEach(set -> named(set, MOST_NAMED, found));
    named(required, Integer.MAX_VALUE, found);
    return new TreeMap<>(found).values();
  }

  private void named(PermissionSet set, int most, Map<String, IamRole> into) {
    for (Box box : set.boxes()) {
      if (!box.resources().isEverything() && box.actions().overlaps(ACTIONS)) {
        List<IamRole> matched = named.computeIfAbsent(box.resources(), this::matched);
        if (matched.size() <= most) {
          matched.forEach(r -> into.put(r.arn(), r));
        }
      }
    }
  }

  private List<IamRole> matched(Language resources) {
    return roles.values().stream().filter(r -> resources.matches(r.arn())).toList();
  }
}
