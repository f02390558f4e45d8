package org.iamaudit.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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
import org.iamaudit.snapshot.IoReason;

/**
 * Answers a stream of lines on all cores and writes the answers in the order of the lines, each
 * batch as soon as it is answered. Only a few batches are in memory at a time, so that the input
 * may be of any length.
 */
final class JsonLines {
  /** What a reader puts in place of bytes that are not UTF-8. */
  private static final char REPLACEMENT = '\uFFFD';

  private static final String BYTE_ORDER_MARK = "\uFEFF";

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
      err.println("error: cannot read " + what + ": " + IoReason.of(e));
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
    for (int start = 0, end; start < lines.length; start = end + 1) {
      end = start;
      while (end < lines.length && lines[end] != '\n') {
        end++;
      }
      String line = text(lines, start, end);
      if (!line.isBlank()) {
        boolean readable = line.indexOf(REPLACEMENT) < 0 || isUtf8(lines, start, end);
        answers.append(readable ? answer.apply(line) : JsonAnswer.error(line, "not UTF-8"));
        answers.append('\n');
      }
    }
    return answers.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The text of a line; files from some editors begin with a byte order mark. */
  private static String text(byte[] lines, int start, int end) {
    String line = new String(lines, start, end - start, StandardCharsets.UTF_8);
    return line.startsWith(BYTE_ORDER_MARK) ? line.substring(1) : line;
  }

  private static boolean isUtf8(byte[] lines, int start, int end) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(lines, start, end - start));
      return true;
    } catch (CharacterCodingException e) {
      return false; // the answer, not a failure
    }
  }
}
