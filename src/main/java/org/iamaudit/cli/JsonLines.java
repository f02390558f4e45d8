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
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;

/**
 * Answers a stream of lines on all cores and writes the answers in the order of the lines. Only a
 * few batches are in memory at a time, so that the input may be of any length.
 */
final class JsonLines {
  private static final int BATCH = 128;

  private final InputStream standardInput;
  private final PrintStream out;
  private final PrintStream err;

  JsonLines(InputStream standardInput, PrintStream out, PrintStream err) {
    this.standardInput = standardInput;
    this.out = out;
    this.err = err;
  }

  /**
   * Answers every line that is not blank; returns the exit code.
   *
   * @param input standard input if empty
   * @param answer from a line to its answer, never throws; called by several threads
   */
  int answerAll(Optional<Path> input, UnaryOperator<String> answer)
      throws InterruptedException, ExecutionException {
    try (BufferedReader reader = open(input)) {
      Writer writer =
          new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
      answerAll(reader, writer, answer);
      writer.flush();
      return ExitCode.DONE.code();
    } catch (IOException e) {
      String what = input.map(i -> "`" + i + "`").orElse("standard input");
      err.println("cannot read " + what + ": " + e);
      return ExitCode.WRONG_USAGE.code();
    }
  }

  private BufferedReader open(Optional<Path> input) throws IOException {
    InputStream in = input.isEmpty() ? standardInput : Files.newInputStream(input.get());
    return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
  }

  private static void answerAll(BufferedReader reader, Writer writer, UnaryOperator<String> answer)
      throws IOException, InterruptedException, ExecutionException {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      ArrayDeque<Future<String>> underWay = new ArrayDeque<>();
      for (List<String> batch = next(reader); !batch.isEmpty(); batch = next(reader)) {
        List<String> lines = batch;
        underWay.add(executor.submit(() -> answers(lines, answer)));
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

  private static String answers(List<String> lines, UnaryOperator<String> answer) {
    StringBuilder answers = new StringBuilder();
    for (String line : lines) {
      answers.append(answer.apply(line)).append('\n');
    }
    return answers.toString();
  }
}
