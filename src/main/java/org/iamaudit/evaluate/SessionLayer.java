package org.iamaudit.evaluate;

/**
 * Policies passed when a session was made. Without them a role session is as its role, but a
 * session from GetFederationToken may do nothing that no resource-based policy gives to its own ARN
 * (AWS STS API Reference, "GetFederationToken", read 2026-11; cases {@code session/*}). A root user
 * with one is a session of AssumeRoot under its task policy.
 */
final class SessionLayer {
  private SessionLayer() {}

  static LayerResult of(Evaluation e) {
    if (!e.caller.hasIdentityPolicies() && e.caller.kind() != Caller.Kind.ROOT) {
      return LayerResult.NOT_APPLICABLE;
    }
    if (e.policies.session.isPresent()) {
      return LayerResult.of(Layer.SESSION, e.match(Layer.SESSION, e.policies.session.get()));
    }
    return e.caller.kind() == Caller.Kind.FEDERATED_USER
        ? LayerResult.nothingAllowed(Layer.SESSION)
        : LayerResult.NOT_APPLICABLE;
  }
}
