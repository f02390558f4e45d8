package org.iamaudit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.iamaudit.config.LogFormat;
import org.iamaudit.config.LogLevel;
import org.iamaudit.run.AuditRequest;
import org.iamaudit.run.Auditor;
import org.iamaudit.run.Outcomes;

/** Runs the command line without a process: streams are texts, audits are made up. */
final class TestShell implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();
  final Map<String, String> environment = new TreeMap<>();
  final List<AuditRequest> requests = new ArrayList<>();
  final CompletableFuture<Signals.Ending> ending = new CompletableFuture<>();
  final CompletableFuture<Runnable> reloading = new CompletableFuture<>();
  boolean terminal;
  private Auditor auditor = (request, progress) -> new Outcomes().writtenTo(request.reports());

  /** Audits come out like this. */
  TestShell auditing(Auditor made) {
    auditor = made;
    return this;
  }

  /** Audits come out like this, with a workbook under the reports asked for. */
  TestShell finding(Outcomes outcomes) {
    return auditing((request, progress) -> outcomes.writtenTo(request.reports()));
  }

  int run(String... args) {
    return Main.execute(
        new Shell(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            terminal,
            terminal,
            environment,
            () -> NOW,
            new Signals() {
              @Override
              public void onEnd(Ending end) {
                ending.complete(end);
              }

              @Override
              public boolean onReload(Runnable reload) {
                return reloading.complete(reload);
              }
            },
            (request, progress) -> {
              requests.add(request);
              return auditor.run(request, progress);
            }),
        args);
  }

  String out() {
    return out.toString(UTF_8);
  }

  String err() {
    return err.toString(UTF_8);
  }

  /** The last line on stdout as a path. */
  Path lastLine() {
    List<String> lines = out().lines().toList();
    return Path.of(lines.get(lines.size() - 1));
  }

  /** Gives the log back to the tests. */
  @Override
  public void close() {
    Logging.use(System.err, LogLevel.WARN, LogFormat.TEXT);
  }
}
