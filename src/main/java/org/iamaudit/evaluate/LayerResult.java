package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * What one layer says of a request, before the layers are put together.
 *
 * @param allowing the Allow statements that apply
 * @param denying the Deny statements that apply
 * @param explicit where a Deny applies
 * @param implicit where an Allow is missing and no Deny applies
 * @param grant the closest way in which an Allow names the caller
 */
record LayerResult(
    List<MatchedStatement> allowing,
    List<MatchedStatement> denying,
    List<Decision.Block> explicit,
    List<Decision.Block> implicit,
    Grant grant) {

  /** The layer has nothing to say: it neither denies nor limits. */
  static final LayerResult NOT_APPLICABLE =
      new LayerResult(List.of(), List.of(), List.of(), List.of(), Grant.NONE);

  /** A layer that must allow and in which no statement can. */
  static LayerResult nothingAllowed(Layer layer) {
    return of(layer, new Matches());
  }

  /** A layer whose policies are one union. */
  static LayerResult of(Layer layer, Matches matches) {
    return ofLevel(layer, 0, matches);
  }

  private static LayerResult ofLevel(Layer layer, int level, Matches matches) {
    boolean denies = !matches.denying().isEmpty();
    List<Decision.Block> block =
        denies || !matches.allows() ? List.of(new Decision.Block(layer, level, denies)) : List.of();
    return new LayerResult(
        matches.allowing(),
        matches.denying(),
        denies ? block : List.of(),
        denies ? List.of() : block,
        matches.grant());
  }

  /** A layer with levels, each of which must allow. */
  static LayerResult ofLevels(Layer layer, List<Matches> levels) {
    LayerResult all =
        new LayerResult(
            new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), Grant.NONE);
    for (int i = 0; i < levels.size(); i++) {
      LayerResult level = ofLevel(layer, i + 1, levels.get(i));
      all.allowing.addAll(level.allowing);
      all.denying.addAll(level.denying);
      all.explicit.addAll(level.explicit);
      all.implicit.addAll(level.implicit);
    }
    return all;
  }
}
