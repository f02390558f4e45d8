package org.iamaudit.cli;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Lines a second of {@code simulate} on all cores, over the 985 decisions of the tests. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 3, time = 3)
public class SimulateBenchmark {
  private static final int LINES = 985;
  private static final int TIMES = 10;

  private byte[] requests;

  @Setup
  public void requests() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(
                    SimulateBenchmark.class.getResourceAsStream("/evaluate/decisions.jsonl.gz")),
                StandardCharsets.UTF_8))) {
      String lines = reader.lines().collect(Collectors.joining("\n", "", "\n"));
      requests = lines.repeat(TIMES).getBytes(StandardCharsets.UTF_8);
    }
  }

  @Benchmark
  @OperationsPerInvocation(LINES * TIMES)
  public int lines() throws Exception {
    return new SimulateCommand(
            new ByteArrayInputStream(requests),
            new PrintStream(OutputStream.nullOutputStream()),
            System.err)
        .call();
  }
}
