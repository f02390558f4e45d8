package org.iamaudit.evaluate;

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
    return LayerResult.of(
        Layer.VPC_ENDPOINT,
        e.match(
            Layer.VPC_ENDPOINT,
            e.policies.vpcEndpoint.get(),
            grant -> names(e.caller, grant, gateway)));
  }

  /**
   * In the policy of a gateway endpoint an account is its root user alone (cases {@code
   * vpc-endpoint/gateway-*}).
   */
  private static boolean names(Caller caller, Grant grant, boolean gateway) {
    return grant != Grant.ACCOUNT || !gateway || caller.kind() == Caller.Kind.ROOT;
  }
}
