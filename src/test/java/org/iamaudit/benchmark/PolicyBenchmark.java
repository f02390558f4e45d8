package org.iamaudit.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.iamaudit.evaluate.Decision;
import org.iamaudit.evaluate.Evaluator;
import org.iamaudit.evaluate.PolicyLayers;
import org.iamaudit.evaluate.PreparedPolicies;
import org.iamaudit.evaluate.Request;
import org.iamaudit.evaluate.SourcedPolicy;
import org.iamaudit.policy.ParsedPolicy;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.PolicyParser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Parsing, and deciding requests with policies of 8 KB, on one core. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class PolicyBenchmark {
  private List<String> documents;
  private PolicyLayers layers;
  private PreparedPolicies prepared;
  private List<Request> requests;
  private int next;

  @Setup
  public void policies() {
    LargePolicySet set = new LargePolicySet();
    documents = set.documents();
    List<SourcedPolicy> policies = new ArrayList<>();
    documents.forEach(
        text ->
            policies.add(
                new SourcedPolicy(
                    "policy " + policies.size(),
                    PolicyParser.parse(text, PolicyKind.IDENTITY).document().orElseThrow())));
    layers = PolicyLayers.identity(policies);
    prepared = PreparedPolicies.of(layers);
    requests = set.requests(1_000);
  }

  /** A document of 4 KB. */
  @Benchmark
  public ParsedPolicy parse() {
    return PolicyParser.parse(documents.get(0), PolicyKind.IDENTITY);
  }

  /** One decision with policies that were prepared once. */
  @Benchmark
  public Decision decide() {
    next = (next + 1) % requests.size();
    return Evaluator.decide(requests.get(next), prepared);
  }

  /** One decision, policies prepared for it alone. */
  @Benchmark
  public Decision prepareAndDecide() {
    next = (next + 1) % requests.size();
    return Evaluator.decide(requests.get(next), layers);
  }
}
