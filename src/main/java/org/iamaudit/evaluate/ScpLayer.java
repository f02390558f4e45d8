package org.iamaudit.evaluate;

/**
 * Service control policies of the caller's account. Each level, from the root of the organization
 * to the account, must allow; a Deny anywhere denies. They touch users, roles and the root user of
 * member accounts, not the management account, service-linked roles, service principals or callers
 * without an account (AWS Organizations User Guide, "SCP evaluation" and "Service control
 * policies", read 2026-11; cases {@code scp/*}). Tasks of the root user outside IAM that the page
 * exempts as well, such as registering for Enterprise support, are no actions of the catalogue.
 */
final class ScpLayer {
  private ScpLayer() {}

  static LayerResult of(Evaluation e) {
    return applies(e)
        ? LayerResult.ofLevels(Layer.SCP, e.matchLevels(Layer.SCP, e.policies.scpLevels))
        : LayerResult.NOT_APPLICABLE;
  }

  private static boolean applies(Evaluation e) {
    boolean member =
        e.caller.kind() == Caller.Kind.UNKNOWN
            || e.caller.account().filter(own -> !e.isManagement(own.digits())).isPresent();
    return !e.policies.scpLevels.isEmpty() && member && !e.isServiceLinkedRole();
  }
}
