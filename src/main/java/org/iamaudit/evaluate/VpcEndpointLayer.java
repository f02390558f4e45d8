package org.iamaudit.evaluate;

import org.iamaudit.policy.Effect;

/**
 * The policy of the VPC endpoint a request goes through: one more filter, for every caller. A
 * request that goes through none is not touched (AWS PrivateLink guide, "Control access to VPC
 * endpoints using endpoint policies", read 2026-11; cases {@code vpc-endpoint/*}).
 */
final class VpcEndpointLayer {
  private VpcEndpointLayer() {}

  static LayerResult of(Evaluation e) {
    if (e.policies.vpcEndpoint.isEmpty() || e.request.vpcEndpoint().isEmpty()) {
      return LayerResult.NOT_APPLICABLE;
    }
    boolean gateway = e.request.vpcEndpoint().get().gateway();
    Matches all = new Matches();
    for (PreparedPolicies.Prepared policy : e.policies.vpcEndpoint.get()) {
      for (StatementMatch statement : policy.policy().forAction(e.action)) {
        Grant grant = statement.match(e.resource, e.request, e.bounded(), e.trace);
        if (names(e.caller, grant, gateway)) {
          boolean allow = statement.statement().effect() == Effect.ALLOW;
          all.add(statement.inLayer(Layer.VPC_ENDPOINT, policy.name()), allow, grant);
        }
      }
    }
    return LayerResult.of(Layer.VPC_ENDPOINT, all);
  }

  /** In the policy of a gateway endpoint an account is its root user alone. */
  private static boolean names(Caller caller, Grant grant, boolean gateway) {
    return grant == Grant.ACCOUNT && gateway
        ? caller.kind() == Caller.Kind.ROOT
        : grant != Grant.NONE;
  }
}
