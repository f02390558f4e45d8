package org.iamaudit.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.ConfigException;
import org.iamaudit.schedule.AuditDaemon;
import org.iamaudit.schedule.DaemonException;
import org.iamaudit.schedule.watch.WatchServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code daemon}: audits whenever a schedule fires, in the foreground, until it is told to end. */
@Command(
    name = "daemon",
    description = {
      "Audits whenever a schedule of the configuration fires, until SIGTERM or SIGINT. A running"
          + " audit is then awaited.",
      "SIGHUP reads the configuration again; one with mistakes is refused and the old one stays.",
      "Logs when each schedule fires next, on its own clock and in UTC."
    })
final class DaemonCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(DaemonCommand.class);

  private final Shell shell;
  private final Output output;

  @Mixin private ConfigOption config;

  @Option(
      names = "--stop-timeout",
      paramLabel = "DURATION",
      defaultValue = "PT5M",
      converter = Converters.ToDuration.class,
      description =
          "How long to await a running audit when told to end; after it the exit code is 1. Give the"
              + " supervisor a little more. Default: ${DEFAULT-VALUE}")
  private Duration stopTimeout;

  @Mixin private OutputOptions options;

  DaemonCommand(Shell shell, Output output) {
    this.shell = shell;
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    output.showLog(options);
    AuditConfig loaded = load();
    AuditDaemon daemon = AuditDaemon.start(loaded, shell.auditor(), shell.clock());
    if (!shell.signals().onReload(() -> daemon.reload(this::load))) {
      LOG.atWarn()
          .addKeyValue("event", "signal.ignored")
          .log(
              "SIGHUP is ignored, as under nohup: only a restart takes over a changed"
                  + " configuration; start the daemon by systemd or setsid instead");
    }
    Optional<WatchServer> watch = watch(loaded, daemon);
    CompletableFuture<ExitCode> ended = new CompletableFuture<>();
    shell
        .signals()
        .onEnd(
            () -> {
              ExitCode code = stop(daemon);
              watch.ifPresent(WatchServer::close);
              ended.complete(code);
              return code;
            });
    output.result("reports go to " + Printable.line(loaded.reports().toString()) + "\n");
    return ended.get().code();
  }

  /** A daemon that nobody can watch as configured does not start. */
  private Optional<WatchServer> watch(AuditConfig loaded, AuditDaemon daemon)
      throws DaemonException {
    try {
      return loaded.http().listen().isPresent()
          ? Optional.of(WatchServer.start(loaded.http().listen().get(), daemon))
          : Optional.empty();
    } catch (DaemonException e) {
      stop(daemon);
      throw e;
    }
  }

  private AuditConfig load() throws ConfigException {
    AuditConfig loaded = config.load(shell);
    requireSchedule(loaded);
    loaded.readWaivers(); // each audit reads them anew; better to hear of mistakes now
    output.showLog(options, loaded.logging());
    return loaded;
  }

  private static void requireSchedule(AuditConfig loaded) throws ConfigException {
    if (loaded.schedules().isEmpty()) {
      throw new ConfigException(
          loaded.file(), "no schedule to wait for: list at least one under `schedules`");
    }
  }

  private ExitCode stop(AuditDaemon daemon) {
    try {
      return daemon.stop(stopTimeout) ? ExitCode.DONE : ExitCode.FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ExitCode.FAILED;
    }
  }
}
