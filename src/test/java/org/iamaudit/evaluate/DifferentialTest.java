package org.iamaudit.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.iamaudit.evaluate.Decision.Outcome;
import org.iamaudit.evaluate.naive.NaiveEvaluator;
import org.iamaudit.gen.Choice;
import org.iamaudit.gen.PolicyGenerator;
import org.iamaudit.gen.RequestGenerator;
import org.junit.jupiter.api.Test;

/**
 * The evaluator against the naive one on generated inputs, small ones first. {@code
 * -Diamaudit.samples} and {@code -Diamaudit.seed} ask for more and for others.
 */
class DifferentialTest {
  private static final int SAMPLES = Integer.getInteger("iamaudit.samples", 20_000);
  private static final long SEED = Long.getLong("iamaudit.seed", 20261123L);

  @Test
  void agreesWithTheNaiveEvaluator() {
    Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    for (int i = 0; i < SAMPLES; i++) {
      Choice choice = new Choice(SEED + i);
      Request request = RequestGenerator.request(choice);
      PolicyLayers layers = new PolicyGenerator(choice, request, 1 + i * 3 / SAMPLES).layers();
      Outcome outcome = Evaluator.decide(request, layers).outcome();
      assertThat(outcome)
          .as(
              "sample with seed %d: %s of %s%n%s",
              SEED + i, request, request.context().asMap(), layers)
          .isEqualTo(NaiveEvaluator.decide(request, layers));
      counts.merge(outcome, 1, Integer::sum);
    }
    System.out.println("seed " + SEED + ", " + SAMPLES + " samples: " + counts);
    for (Outcome outcome : Outcome.values()) {
      assertThat(counts.get(outcome)).as(outcome.text()).isGreaterThan(SAMPLES / 20);
    }
  }
}
