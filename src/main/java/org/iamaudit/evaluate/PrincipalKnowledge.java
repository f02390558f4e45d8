package org.iamaudit.evaluate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.GlobBuilder;
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
    Map<String, Knowledge.Form> forms = new HashMap<>();
    boolean role = principal instanceof IamRole;
    values.put("aws:principaltype", role ? "AssumedRole" : "User");
    if (role) {
      absent.add("aws:username");
      if (!principal.id().isEmpty()) {
        Glob ofRole = new GlobBuilder().literal(principal.id() + ":").anything().asString();
        forms.put("aws:userid", new Knowledge.Form(ofRole, principal.id() + ":session"));
      }
    } else {
      values.put("aws:username", principal.name());
      if (!principal.id().isEmpty()) {
        values.put("aws:userid", principal.id());
      }
    }
    boolean sessionTags = principal instanceof IamRole r && mayBringSessionTags(r);
    if (sessionTags) {
      // A session may put another value in the place of the role's, but not take the key away.
      principal
          .tags()
          .forEach(
              (key, value) ->
                  forms.put("aws:principaltag/" + key, new Knowledge.Form(Glob.ANYTHING, value)));
    } else {
      principal.tags().forEach((key, value) -> values.put("aws:principaltag/" + key, value));
    }
    return new Knowledge(snapshot.partition(), values, forms, absent, !sessionTags);
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
