package org.iamaudit.evaluate;

import java.util.List;

/**
 * The answer to one request.
 *
 * @param determining for an explicit deny every Deny that applied; for an allowed request every
 *     Allow that let it through, layer by layer; for an implicit deny none: a statement is missing
 * @param blockedBy every layer that alone would have stopped the request, in order of {@link
 *     Layer}; removing the first may uncover the next
 * @param overridden layers that do not allow the request, which does not matter because a
 *     resource-based policy names the caller closely enough ({@link Grant})
 * @param missingContextKeys keys that a statement for this action, resource and principal asked for
 *     and the request does not carry, as the policies spell them, sorted without case
 * @param disputed the points of iam-semantics section 9 ({@code D3}, {@code D12}) whose other
 *     reading would give another outcome
 */
public record Decision(
    Outcome outcome,
    List<MatchedStatement> determining,
    List<Block> blockedBy,
    List<Layer> overridden,
    List<String> missingContextKeys,
    List<String> disputed) {

  /** What IAM answers. */
  public enum Outcome {
    ALLOWED("allowed"),
    EXPLICIT_DENY("explicitDeny"),
    IMPLICIT_DENY("implicitDeny");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    /** In the words of {@code SimulateCustomPolicy}. */
    public String text() {
      return text;
    }
  }

  /**
   * One reason why a request was not allowed.
   *
   * @param level 1-based level of the organization, root first, for SCPs and RCPs; otherwise 0
   * @param explicit whether by a Deny, or for want of an Allow
   */
  public record Block(Layer layer, int level, boolean explicit) {
    /** {@code PermissionsBoundary}, {@code ServiceControlPolicy.2}. */
    public String text() {
      return level == 0 ? layer.text() : layer.text() + "." + level;
    }
  }

  public Decision {
    determining = List.copyOf(determining);
    blockedBy = List.copyOf(blockedBy);
    overridden = List.copyOf(overridden);
    missingContextKeys = List.copyOf(missingContextKeys);
    disputed = List.copyOf(disputed);
  }

  /**
   * Whether a layer lets the request through by itself, as it does if there is none; a permissions
   * boundary may fail to and the request still be allowed.
   */
  public boolean allowedBy(Layer layer) {
    return !overridden.contains(layer) && blockedBy.stream().noneMatch(b -> b.layer() == layer);
  }

  public boolean isAllowed() {
    return outcome == Outcome.ALLOWED;
  }
}
