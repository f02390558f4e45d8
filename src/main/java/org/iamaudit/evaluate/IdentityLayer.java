package org.iamaudit.evaluate;

/**
 * Identity-based policies: inline and attached, of the user and its groups or of the role; their
 * union. The root user has none and needs none; service principals and anonymous callers have none
 * (IAM User Guide, "Policy evaluation logic", read 2026-11; cases {@code identity/*}, {@code
 * root/*}).
 */
final class IdentityLayer {
  private IdentityLayer() {}

  static LayerResult of(Evaluation e) {
    return e.caller.hasIdentityPolicies()
        ? LayerResult.of(Layer.IDENTITY, e.match(Layer.IDENTITY, e.policies.identity))
        : LayerResult.NOT_APPLICABLE;
  }
}
