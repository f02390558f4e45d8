package org.iamaudit.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.iamaudit.evaluate.Decision.Outcome;
import org.iamaudit.evaluate.naive.NaiveEvaluator;
import org.iamaudit.gen.Choice;
import org.iamaudit.gen.PolicyGenerator;
import org.iamaudit.gen.RequestGenerator;
import org.iamaudit.policy.ConditionOperator;
import org.iamaudit.policy.ConditionOperator.Base;
import org.iamaudit.policy.ConditionOperator.Qualifier;
import org.iamaudit.policy.Statement;
import org.junit.jupiter.api.Test;

/**
 * The evaluator against the naive one on generated inputs, small ones first. {@code
 * -Diamaudit.samples} and {@code -Diamaudit.seed} ask for more and for others.
 */
class DifferentialTest {
  private static final int SAMPLES = Integer.getInteger("iamaudit.samples", 20_000);
  private static final long SEED = Long.getLong("iamaudit.seed", 20261123L);

  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private final Map<Layer, Integer> denied = new EnumMap<>(Layer.class);
  private final Map<Layer, Integer> silent = new EnumMap<>(Layer.class);
  private final Map<Layer, Integer> overridden = new EnumMap<>(Layer.class);
  private final Map<Caller.Kind, Integer> allowedCallers = new EnumMap<>(Caller.Kind.class);
  private final Set<ConditionOperator> operators = new HashSet<>();

  @Test
  void agreesWithTheNaiveEvaluator() {
    for (int i = 0; i < SAMPLES; i++) {
      Choice choice = new Choice(SEED + i);
      Request request = RequestGenerator.request(choice);
      PolicyLayers layers = new PolicyGenerator(choice, request, 1 + i * 3 / SAMPLES).layers();
      Decision decision = Evaluator.decide(request, layers);
      assertThat(decision.outcome())
          .as(
              "sample with seed %d: %s of %s%n%s",
              SEED + i, request, request.context().asMap(), layers)
          .isEqualTo(NaiveEvaluator.decide(request, layers));
      count(request, layers, decision);
    }
    assertEverythingOccurs();
  }

  private void count(Request request, PolicyLayers layers, Decision decision) {
    outcomes.merge(decision.outcome(), 1, Integer::sum);
    decision
        .blockedBy()
        .forEach(b -> (b.explicit() ? denied : silent).merge(b.layer(), 1, Integer::sum));
    decision.overridden().forEach(layer -> overridden.merge(layer, 1, Integer::sum));
    if (decision.isAllowed()) {
      allowedCallers.merge(request.caller().kind(), 1, Integer::sum);
    }
    statements(layers)
        .flatMap(s -> s.conditions().stream())
        .forEach(c -> operators.add(c.operator()));
  }

  private static Stream<Statement> statements(PolicyLayers layers) {
    return Stream.of(
            Stream.of(layers.identity()),
            layers.boundary().stream(),
            layers.session().stream(),
            layers.scpLevels().stream(),
            layers.rcpLevels().stream(),
            layers.resource().map(List::of).stream(),
            layers.vpcEndpoint().stream())
        .flatMap(lists -> lists)
        .flatMap(List::stream)
        .flatMap(policy -> policy.document().statements().stream());
  }

  private void assertEverythingOccurs() {
    for (Outcome outcome : Outcome.values()) {
      assertThat(outcomes.get(outcome))
          .as("%s with seed %d", outcome.text(), SEED)
          .isGreaterThan(SAMPLES / 20);
    }
    assertThat(denied.keySet()).containsExactlyInAnyOrder(Layer.values());
    assertThat(silent.keySet()).containsExactlyInAnyOrder(Layer.values());
    assertThat(overridden.keySet())
        .containsExactlyInAnyOrder(Layer.IDENTITY, Layer.BOUNDARY, Layer.SESSION);
    assertThat(allowedCallers.keySet()).containsExactlyInAnyOrder(Caller.Kind.values());
    for (Base base : Base.values()) {
      for (Qualifier qualifier : Qualifier.values()) {
        assertThat(operators).contains(new ConditionOperator(qualifier, base, false));
        assertThat(operators.contains(new ConditionOperator(qualifier, base, true)))
            .isEqualTo(base != Base.NULL);
      }
    }
  }
}
