package org.iamaudit.evaluate;

import org.iamaudit.arn.Arn;

/**
 * Resource control policies of the resource's account, level by level as SCPs. They hit every
 * caller, in or out of the organization, root users and service principals included, for resources
 * of the services on AWS's list and actions that name a resource. Not: resources of the management
 * account, service-linked roles (neither their calls nor assuming them), AWS managed KMS keys,
 * kms:RetireGrant (AWS Organizations User Guide, "Resource control policies", read 2026-11; cases
 * {@code rcp/*}).
 */
final class RcpLayer {
  private RcpLayer() {}

  static LayerResult of(Evaluation e) {
    return applies(e)
        ? LayerResult.ofLevels(Layer.RCP, e.matchLevels(Layer.RCP, e.policies.rcpLevels))
        : LayerResult.NOT_APPLICABLE;
  }

  private static boolean applies(Evaluation e) {
    if (e.policies.rcpLevels.isEmpty() || !e.catalog.rcpServices().contains(e.service())) {
      return false;
    }
    String resource = e.resourceArn().map(Arn::resource).orElse("");
    return !e.takesNoResource
        && !e.isManagement(e.resourceAccount)
        && !e.isServiceLinkedRole()
        && !(e.resourceArn().filter(a -> a.service().equals("iam")).isPresent()
            && Evaluation.isServiceLinked(resource))
        && !(e.service().equals("kms") && resource.startsWith("alias/aws/"))
        && !e.action.equals("kms:retiregrant");
  }
}
