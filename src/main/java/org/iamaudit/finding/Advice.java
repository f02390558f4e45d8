package org.iamaudit.finding;

import java.util.List;
import org.iamaudit.evaluate.GrantingStatement;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.Principal;

/** Says what an administrator can do about the permissions of one principal. */
record Advice(Principal principal) {

  /** About what nobody asked for. */
  String unused(GrantingStatement grant) {
    return removal("these", grant) + " unless someone needs them";
  }

  /** About what baselines ask for. */
  String unusedThoughRequired(String baselines) {
    return "Ask the owner of " + baselines + " whether these are still needed";
  }

  String excess(GrantingStatement grant) {
    return removal("these", grant);
  }

  String excessInUse(GrantingStatement grant, List<String> baselines) {
    return "Someone relies on part of this: add what is needed to "
        + String.join(", ", baselines)
        + "; "
        + lowered(removal("the rest", grant));
  }

  String forbidden(String baseline) {
    return "Remove these at once, or have the owner of " + baseline + " change the baseline";
  }

  String missing(String baseline, List<String> blockers) {
    return "Grant these to "
        + principal.name()
        + (blockers.isEmpty() ? "" : " (" + String.join("; ", blockers) + ")")
        + ", or take them out of "
        + baseline;
  }

  /** A policy of AWS can only be exchanged, a role of Identity Center only be made anew. */
  private String removal(String what, GrantingStatement grant) {
    String statement = FindingFactory.ref(grant).label();
    if (principal instanceof IamRole role && role.isPermissionSet()) {
      return "Take " + what + " out of the permission set that makes this role, " + statement;
    }
    boolean foreign = grant.source().policy().matches("arn:[a-z-]+:iam::aws:policy/.*");
    return foreign
        ? "Put a policy of your own without "
            + what
            + " in place of "
            + statement
            + ", which AWS manages"
        : "Remove " + what + " from " + statement;
  }

  private static String lowered(String sentence) {
    return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
