package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.iamaudit.evaluate.Decision.Block;
import org.iamaudit.evaluate.Decision.Outcome;

/**
 * Decides one request as IAM does.
 *
 * <p>A Deny in any layer that applies wins. Otherwise RCPs, SCPs and the VPC endpoint policy must
 * each allow, and then:
 *
 * <ul>
 *   <li>in one account the resource-based policy or the identity-based policies must allow; how the
 *       resource-based policy names the caller decides what else it replaces ({@link Grant});
 *   <li>across accounts, and for roles and KMS keys, the resource side must allow as well as the
 *       caller's side, that is identity-based policies, boundary and session policy.
 * </ul>
 *
 * <p>Sources: IAM User Guide, "How AWS enforcement code logic evaluates requests to allow or deny
 * access" and "Cross-account policy evaluation logic" (read 2026-11). What every layer says is
 * worked out even when one of them denies, so that a decision names all of them.
 */
public final class Evaluator {
  private Evaluator() {}

  /** Decides with policies that are prepared for this one request. */
  public static Decision decide(Request request, PolicyLayers layers) {
    return decide(request, PreparedPolicies.of(layers));
  }

  /** Decides. Where sources disagree the decision says whether it depends on the choice. */
  public static Decision decide(Request request, PreparedPolicies policies) {
    Trace trace = new Trace(true, true);
    Decision decision = decide(new Evaluation(request, policies, trace));
    List<String> disputed = new ArrayList<>(0);
    if (trace.touchedD3() && differs(decision, request, policies, new Trace(false, true))) {
      disputed.add("D3");
    }
    if (trace.touchedD12() && differs(decision, request, policies, new Trace(true, false))) {
      disputed.add("D12");
    }
    return disputed.isEmpty()
        ? decision
        : new Decision(
            decision.outcome(),
            decision.determining(),
            decision.blockedBy(),
            decision.overridden(),
            decision.missingContextKeys(),
            disputed);
  }

  private static boolean differs(
      Decision decision, Request request, PreparedPolicies policies, Trace otherReading) {
    return decide(new Evaluation(request, policies, otherReading)).outcome() != decision.outcome();
  }

  private static Decision decide(Evaluation e) {
    if (UnconditionalActions.succeeds(e)) {
      return new Decision(Outcome.ALLOWED, List.of(), List.of(), List.of(), List.of(), List.of());
    }
    LayerResult resource = ResourceLayer.of(e);
    Grant grant = resource.grant();
    boolean replacesIdentity = e.sameAccount && grant.replacesIdentityPolicy();
    boolean replacesLimits = e.sameAccount && grant.replacesBoundaryAndSession();
    boolean resourceMustAllow = ResourceLayer.isRequired(e);

    Tally tally = new Tally();
    tally.add(RcpLayer.of(e), true);
    tally.add(ScpLayer.of(e), true);
    tally.add(resource, resourceMustAllow);
    tally.add(OutOfReach.of(e), true);
    tally.addUnless(replacesIdentity, IdentityLayer.of(e));
    tally.addUnless(replacesLimits, BoundaryLayer.of(e));
    tally.addUnless(replacesLimits, SessionLayer.of(e));
    tally.add(VpcEndpointLayer.of(e), true);
    return tally.decision(e.trace);
  }

  /** Adds the layers up. */
  private static final class Tally {
    private final List<MatchedStatement> allowing = new ArrayList<>();
    private final List<MatchedStatement> denying = new ArrayList<>(0);
    private final List<Block> blocks = new ArrayList<>(0);
    private final List<Layer> overridden = new ArrayList<>(0);

    /** Without {@code mustAllow} the layer may deny but its silence does not matter. */
    void add(LayerResult result, boolean mustAllow) {
      allowing.addAll(result.allowing());
      denying.addAll(result.denying());
      addBlocks(result.explicit());
      if (mustAllow) {
        addBlocks(result.implicit());
      }
    }

    /** A layer whose silence a resource-based policy may override. */
    void addUnless(boolean overrides, LayerResult result) {
      add(result, !overrides);
      if (overrides) {
        result.implicit().forEach(block -> overridden.add(block.layer()));
      }
    }

    private void addBlocks(List<Block> more) {
      for (Block block : more) {
        if (!blocks.contains(block)) {
          blocks.add(block);
        }
      }
    }

    Decision decision(Trace trace) {
      Outcome outcome =
          !denying.isEmpty()
              ? Outcome.EXPLICIT_DENY
              : blocks.isEmpty() ? Outcome.ALLOWED : Outcome.IMPLICIT_DENY;
      List<MatchedStatement> determining =
          switch (outcome) {
            case ALLOWED -> allowing;
            case EXPLICIT_DENY -> denying;
            case IMPLICIT_DENY -> List.of();
          };
      return new Decision(outcome, determining, blocks, overridden, trace.missing(), List.of());
    }
  }
}
