package org.iamaudit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;

/**
 * Answers a stream of lines on all cores and writes the answers in the order of the lines, each
 * batch as soon as it is answered. Only a few batches are in memory at a time, so that the input
 * may be of any length.
 */
final class JsonLines {
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
    try (InputStream in = input.isEmpty() ? standardInput : Files.newInputStream(input.get())) {
      answerAll(new LineBatches(in), answer);
      return ExitCode.DONE.code();
    } catch (IOException e) {
      String what = input.map(i -> "`" + i + "`").orElse("standard input");
      err.println("cannot read " + what + ": " + e);
      return ExitCode.WRONG_USAGE.code();
    }
  }

  private void answerAll(LineBatches batches, UnaryOperator<String> answer)
      throws IOException, InterruptedException, ExecutionException {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    Semaphore room = new Semaphore(4 * threads);
    CompletableFuture<Void> written = CompletableFuture.completedFuture(null);
    try {
      for (byte[] batch = batches.next(); batch.length > 0; batch = batches.next()) {
        byte[] lines = batch;
        room.acquire();
        written =
            written
                .thenAcceptBoth(
                    CompletableFuture.supplyAsync(() -> answers(lines, answer), executor),
                    (before, answers) -> write(answers))
                .whenComplete((done, failure) -> room.release());
        if (written.isCompletedExceptionally()) {
          break;
        }
      }
      written.get();
    } finally {
      executor.shutdownNow();
    }
  }

  private void write(byte[] answers) {
    out.write(answers, 0, answers.length);
    if (out.checkError()) {
      throw new UncheckedIOException(new IOException("nobody reads the answers any more"));
    }
  }

  private static byte[] answers(byte[] lines, UnaryOperator<String> answer) {
    StringBuilder answers = new StringBuilder();
    String text = new String(lines, StandardCharsets.UTF_8);
    for (int start = 0, end; start < text.length(); start = end + 1) {
      end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      String line = text.substring(start, end);
      if (!line.isBlank()) {
        answers.append(answer.apply(line)).append('\n');
      }
    }
    return answers.toString().getBytes(StandardCharsets.UTF_8);
  }
}
