package org.iamaudit.evaluate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.iamaudit.permission.ActionSet;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.policy.Effect;
import org.iamaudit.snapshot.AccountSnapshot;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.Principal;

/**
 * The condition keys whose values follow from who asks (IAM User Guide, table "Principal key
 * values"; iam-semantics 1.4).
 */
final class PrincipalKnowledge {
  private PrincipalKnowledge() {}

  static Knowledge of(Principal principal, AccountSnapshot snapshot) {
    Map<String, String> values = new HashMap<>();
    Set<String> absent = new HashSet<>(List.of("aws:principalservicename"));
    values.put("aws:principalarn", principal.arn());
    values.put("aws:principalaccount", snapshot.account().digits());
    values.put("aws:principalisawsservice", "false");
    snapshot.organization().ifPresent(o -> values.put("aws:principalorgid", o.organizationId()));
    boolean role = principal instanceof IamRole;
    values.put("aws:principaltype", role ? "AssumedRole" : "User");
    if (role) {
      absent.add("aws:username");
    } else {
      values.put("aws:username", principal.name());
      values.put("aws:userid", principal.id());
    }
    boolean sessionTags = principal instanceof IamRole r && mayBringSessionTags(r);
    if (!sessionTags) {
      principal.tags().forEach((key, value) -> values.put("aws:principaltag/" + key, value));
    }
    return new Knowledge(values, absent, !sessionTags);
  }

  /**
   * A session tag replaces the role's own tag of that key, so with session tags no tag is known; a
   * trust policy that could not be read may let sessions bring some.
   */
  private static boolean mayBringSessionTags(IamRole role) {
    if (role.trustPolicy().isEmpty()) {
      return true;
    }
    return role.trustPolicy().stream()
        .flatMap(d -> d.statements().stream())
        .filter(s -> s.effect() == Effect.ALLOW)
        .anyMatch(
            s -> {
              boolean named = ActionSet.matching(s.action().values()).contains("sts:TagSession");
              return named != s.action().negated();
            });
  }
}
