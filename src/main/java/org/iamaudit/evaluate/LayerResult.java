package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.List;

/** What one layer says of a request, before the layers are put together. */
final class LayerResult {
  final List<MatchedStatement> allowing = new ArrayList<>(2);
  final List<MatchedStatement> denying = new ArrayList<>(0);

  /** Where a Deny applies. */
  final List<Decision.Block> explicit = new ArrayList<>(0);

  /** Where an Allow is missing. */
  final List<Decision.Block> implicit = new ArrayList<>(0);

  private Grant grant = Grant.NONE;

  /** The layer has nothing to say: it neither denies nor limits. */
  static LayerResult notApplicable() {
    return new LayerResult();
  }

  /** A layer that must allow and in which no statement can. */
  static LayerResult nothingAllowed(Layer layer) {
    LayerResult result = new LayerResult();
    result.implicit.add(new Decision.Block(layer, 0, false));
    return result;
  }

  /** A layer whose policies are one union. */
  static LayerResult of(Layer layer, Matches matches) {
    return new LayerResult().add(layer, 0, matches);
  }

  /** Adds what a level says; every level must allow. */
  LayerResult add(Layer layer, int level, Matches matches) {
    allowing.addAll(matches.allowing);
    denying.addAll(matches.denying);
    grant = Grant.stronger(grant, matches.grant());
    if (!matches.denying.isEmpty()) {
      explicit.add(new Decision.Block(layer, level, true));
    } else if (!matches.allows()) {
      implicit.add(new Decision.Block(layer, level, false));
    }
    return this;
  }

  Grant grant() {
    return grant;
  }
}
