package org.iamaudit.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The product in a Java machine of its own, its stderr followed line by line as it is written. */
public final class ProductProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = Long.getLong("iamaudit.test.patience", 120);
  private static final String END = "\0end of stderr";

  private final Process process;
  private final BlockingQueue<String> coming = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();

  private ProductProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::readLog, "stderr");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts a command, with options of the Java machine; stdout is dropped. */
  public static ProductProcess start(List<String> javaOptions, String... args) throws IOException {
    return start(Map.of(), javaOptions, args);
  }

  /** The same, with more variables in its environment. */
  public static ProductProcess start(
      Map<String, String> environment, List<String> javaOptions, String... args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().putAll(environment);
    return new ProductProcess(builder.start());
  }

  private void readLog() {
    Charset charset = StandardCharsets.UTF_8;
    try (BufferedReader log = process.errorReader(charset)) {
      log.lines().forEach(coming::add);
    } catch (IOException | UncheckedIOException e) {
      coming.add("cannot read stderr: " + e);
    }
    coming.add(END);
  }

  /** The next line of the log that is so; lines before it are passed over. */
  public String await(Predicate<String> wanted) throws InterruptedException {
    while (true) {
      String line = coming.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (line == null || line.equals(END)) {
        throw new AssertionError("not in the log:\n" + String.join("\n", seen));
      }
      seen.add(line);
      if (wanted.test(line)) {
        return line;
      }
    }
  }

  /** The next event of that name. */
  public String awaitEvent(String name) throws InterruptedException {
    return await(line -> line.contains("event=\"" + name + "\""));
  }

  /** As a supervisor stops a service; unlike {@code Process.destroy}, leaves the streams open. */
  public void sigterm() {
    process.toHandle().destroy();
  }

  /** Freezes the process, as a machine that stalls; {@code CONT} lets it go on. */
  public void signal(String name) throws IOException, InterruptedException {
    String[] kill = {"kill", "-" + name, Long.toString(process.pid())};
    if (new ProcessBuilder(kill).inheritIO().start().waitFor() != 0) {
      throw new AssertionError("cannot send " + name);
    }
  }

  public long pid() {
    return process.pid();
  }

  /** As {@code kill -9}: nothing of the process runs any more when this returns. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Waits for the end. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running");
    }
    return process.exitValue();
  }

  /** Everything that was logged, after the end. */
  public List<String> log() throws InterruptedException {
    String line = coming.take();
    while (!line.equals(END)) {
      seen.add(line);
      line = coming.take();
    }
    coming.add(END);
    return seen;
  }

  /** How often an event was logged, after the end. */
  public long count(String event) throws InterruptedException {
    return log().stream().filter(line -> line.contains("event=\"" + event + "\"")).count();
  }

  /** What was logged, for a message. */
  @Override
  public String toString() {
    return seen.stream().collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
