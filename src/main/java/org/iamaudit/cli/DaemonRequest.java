package org.iamaudit.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.schedule.ControlSocket;
import org.iamaudit.schedule.DaemonException;
import org.iamaudit.schedule.DaemonStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the daemon that runs in the state directory of a configuration. */
abstract class DaemonRequest implements Callable<Integer> {
  private final Shell shell;
  private final Output output;

  @Mixin private ConfigOption config;

  @Mixin private OutputOptions options;

  DaemonRequest(Shell shell, Output output) {
    this.shell = shell;
    this.output = output;
  }

  /** The words that are sent. */
  abstract List<String> words();

  @Override
  public Integer call() throws Exception {
    output.showProgress(options);
    AuditConfig loaded = config.load(shell);
    Optional<String> answer = ControlSocket.ask(loaded.state(), words());
    output.result(table(answer.isPresent() ? answer.get() : withoutDaemon(loaded)));
    return (answer.isPresent() ? ExitCode.DONE : ExitCode.FAILED).code();
  }

  /** What to say if no daemon runs. */
  String withoutDaemon(AuditConfig loaded) throws DaemonException {
    throw new DaemonException("no daemon runs in `" + loaded.state() + "`; start it first");
  }

  private static String table(String text) {
    TextTable table = new TextTable();
    text.lines()
        .map(line -> List.of(line.split("\t", -1)).stream().map(TextTable.Cell::left).toList())
        .forEach(table::add);
    return table.text();
  }

  /** {@code daemon status}. */
  @Command(
      name = "status",
      description = {
        "Shows each schedule with its next and last fire time, on its own clock and in UTC, and what"
            + " became of the last one.",
        "Without a running daemon it shows what its database says, and exits with 1."
      })
  static final class Status extends DaemonRequest {
    private final Shell shell;
    private final Output output;

    Status(Shell shell, Output output) {
      super(shell, output);
      this.shell = shell;
      this.output = output;
    }

    @Override
    List<String> words() {
      return List.of("status");
    }

    @Override
    String withoutDaemon(AuditConfig loaded) throws DaemonException {
      output.error("no daemon runs in `" + loaded.state() + "`");
      return DaemonStatus.stored(loaded, shell.clock());
    }
  }

  /** {@code daemon trigger}. */
  @Command(
      name = "trigger",
      description = "Audits what a schedule names, now or for a fire time that was not audited.")
  static final class Trigger extends DaemonRequest {
    @Parameters(paramLabel = "NAME", description = "The schedule.")
    private String name;

    @Option(
        names = "--period",
        paramLabel = "TIME",
        description =
            "A fire time that was missed, or failed, such as 2026-12-01T06:00:00+01:00: the audit"
                + " then counts as that of the schedule.")
    private Optional<String> period = Optional.empty();

    Trigger(Shell shell, Output output) {
      super(shell, output);
    }

    @Override
    List<String> words() {
      return period.isPresent() ? List.of("trigger", name, period.get()) : List.of("trigger", name);
    }
  }

  /** {@code daemon pause}. */
  @Command(
      name = "pause",
      description = "Lets a schedule fire no more; what comes due is on record as missed.")
  static final class Pause extends DaemonRequest {
    @Parameters(paramLabel = "NAME", description = "The schedule.")
    private String name;

    Pause(Shell shell, Output output) {
      super(shell, output);
    }

    @Override
    List<String> words() {
      return List.of("pause", name);
    }
  }

  /** {@code daemon resume}. */
  @Command(name = "resume", description = "Lets a paused schedule fire again.")
  static final class Resume extends DaemonRequest {
    @Parameters(paramLabel = "NAME", description = "The schedule.")
    private String name;

    Resume(Shell shell, Output output) {
      super(shell, output);
    }

    @Override
    List<String> words() {
      return List.of("resume", name);
    }
  }
}
