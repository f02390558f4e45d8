package org.iamaudit.evaluate;

import java.util.List;

/**
 * Service control policies of the caller's account. Each level, from the root of the organization
 * to the account, must allow; a Deny anywhere denies. They touch users, roles and the root user of
 * member accounts, not the management account, service-linked roles, service principals or callers
 * without an account (AWS Organizations User Guide, "SCP evaluation" and "Service control
 * policies", read 2026-11; cases {@code scp/*}).
 */
final class ScpLayer {
  private ScpLayer() {}

  static LayerResult of(Evaluation e) {
    LayerResult result = LayerResult.notApplicable();
    if (applies(e)) {
      List<List<PreparedPolicies.Prepared>> levels = e.policies.scpLevels;
      for (int i = 0; i < levels.size(); i++) {
        result.add(Layer.SCP, i + 1, e.match(Layer.SCP, levels.get(i)));
      }
    }
    return result;
  }

  private static boolean applies(Evaluation e) {
    boolean member =
        e.caller.kind() == Caller.Kind.UNKNOWN
            || (e.caller.account().isPresent()
                && !e.caller.account().equals(e.policies.managementAccount));
    return !e.policies.scpLevels.isEmpty() && member && !e.isServiceLinkedRole();
  }
}
