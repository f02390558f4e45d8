package org.iamaudit.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.iamaudit.arn.Language;
import org.iamaudit.catalog.AwsManagedPolicies;
import org.iamaudit.permission.Knowledge;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.permission.StatementCompiler;
import org.iamaudit.policy.PolicyDocument;
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

/** Set arithmetic between a policy of 8 KB and one of AWS's broad policies. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class SetBenchmark {
  private PolicyDocument document;
  private PermissionSet granted;
  private PermissionSet wide;
  private Language resources;

  @Setup
  public void sets() {
    document = parse(new LargePolicySet().documents().get(0));
    granted = compile(document);
    wide =
        compile(
            parse(
                AwsManagedPolicies.get()
                    .document("arn:aws:iam::aws:policy/PowerUserAccess")
                    .orElseThrow()));
    resources = granted.minus(wide).union(granted).boxes().get(0).resources();
  }

  private static PolicyDocument parse(String json) {
    return PolicyParser.parse(json, PolicyKind.IDENTITY).document().orElseThrow();
  }

  private static PermissionSet compile(PolicyDocument document) {
    return PermissionSet.union(
        document.statements().stream()
            .map(
                s ->
                    StatementCompiler.compile(
                        s,
                        PolicyKind.IDENTITY,
                        document.hasVariables(),
                        Knowledge.ofPartition("aws")))
            .toList());
  }

  @Benchmark
  public PermissionSet fromPolicy() {
    return compile(document);
  }

  @Benchmark
  public PermissionSet union() {
    return PermissionSet.union(List.of(granted, wide));
  }

  @Benchmark
  public PermissionSet intersection() {
    return granted.intersect(wide);
  }

  @Benchmark
  public PermissionSet difference() {
    return wide.minus(granted);
  }

  @Benchmark
  public boolean containment() {
    return wide.contains(granted);
  }

  /** A shortest resource of the first box. */
  @Benchmark
  public Optional<String> witness() {
    return resources.example();
  }
}
