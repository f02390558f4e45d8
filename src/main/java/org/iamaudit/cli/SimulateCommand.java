package org.iamaudit.cli;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code simulate}: requests in, decisions out, one JSON object a line, in the shape of {@code aws
 * iam simulate-custom-policy}.
 *
 * <p>Lines are answered on all cores and written in their order; only a few batches are in memory
 * at a time, so that the input may be of any length. A line that cannot be read answers an error
 * and the rest go on.
 */
@Command(
    name = "simulate",
    description = {
      "Decide requests: one JSON object a line in, one answer a line out.",
      "Fields are those of `aws iam simulate-custom-policy`, and beyond them CaseId,",
      "SessionPolicyInputList, ServiceControlPolicyInputLists and",
      "ResourceControlPolicyInputLists (levels, root first, each a list of policies),",
      "VpcEndpointPolicyInputList, VpcEndpointType, ManagementAccountId, FederatingUserArn."
    })
final class SimulateCommand implements Callable<Integer> {
  private static final int BATCH = 128;

  @Option(
      names = "--input",
      paramLabel = "FILE",
      description = "The requests; standard input if not given.")
  Path input;

  private final InputStream standardInput;
  private final PrintStream out;
  private final PrintStream err;

  /** Reads and writes the standard streams. */
  SimulateCommand() {
    this(System.in, System.out, System.err);
  }

  SimulateCommand(InputStream standardInput, PrintStream out, PrintStream err) {
    this.standardInput = standardInput;
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() throws InterruptedException, ExecutionException {
    try (BufferedReader reader = open()) {
      Writer writer =
          new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
      answer(reader, writer);
      writer.flush();
      return ExitCode.DONE.code();
    } catch (IOException e) {
      err.println(
          "cannot read " + (input == null ? "standard input" : "`" + input + "`") + ": " + e);
      return ExitCode.WRONG_USAGE.code();
    }
  }

  private BufferedReader open() throws IOException {
    InputStream in = input == null ? standardInput : Files.newInputStream(input);
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
  }

  private static void answer(BufferedReader reader, Writer writer)
      throws IOException, InterruptedException, ExecutionException {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      SimulateJson simulate = new SimulateJson();
      ArrayDeque<Future<String>> underWay = new ArrayDeque<>();
      for (List<String> batch = next(reader); !batch.isEmpty(); batch = next(reader)) {
        List<String> lines = batch;
        underWay.add(executor.submit(() -> answers(simulate, lines)));
        if (underWay.size() > 2 * threads) {
          writer.write(underWay.remove().get());
        }
      }
      while (!underWay.isEmpty()) {
        writer.write(underWay.remove().get());
      }
    } finally {
      executor.shutdownNow();
    }
  }

  /** The next lines that are not blank; none at the end. */
  private static List<String> next(BufferedReader reader) throws IOException {
    List<String> lines = new ArrayList<>(BATCH);
    String line;
    while (lines.size() < BATCH && (line = reader.readLine()) != null) {
      if (!line.isBlank()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static String answers(SimulateJson simulate, List<String> lines) {
    StringBuilder answers = new StringBuilder();
    for (String line : lines) {
      answers.append(simulate.answer(line)).append('\n');
    }
    return answers.toString();
  }
}
