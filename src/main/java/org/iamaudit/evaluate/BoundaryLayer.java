package org.iamaudit.evaluate;

/**
 * The permissions boundary of a user or role: it never grants, and what it does not allow is denied
 * (IAM User Guide, "Permissions boundaries for IAM entities", read 2026-11; cases {@code
 * boundary/*}). A federated session is under the boundary of its IAM user.
 */
final class BoundaryLayer {
  private BoundaryLayer() {}

  static LayerResult of(Evaluation e) {
    return e.bounded()
        ? LayerResult.of(Layer.BOUNDARY, e.match(Layer.BOUNDARY, e.policies.boundary.get()))
        : LayerResult.NOT_APPLICABLE;
  }
}
