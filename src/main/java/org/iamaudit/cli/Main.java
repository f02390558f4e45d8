package org.iamaudit.cli;

import java.util.Locale;
import org.iamaudit.run.AuditRun;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The entry point of {@code iamaudit}: puts the commands together and runs the one that is asked.
 */
@Command(
    name = "iamaudit",
    description = {
      "Audits AWS IAM permissions: what every user and role may do, compared with what it is"
          + " required to do and what it used, written as a workbook.",
      "",
      "Begin with `run`, which audits what config/iamaudit.yml names."
    })
public final class Main {

  private Main() {}

  /** Runs a command and ends the process with its exit code. */
  public static void main(String[] args) {
    // INVARIANT: results depend on inputs alone; an Arabic locale would write other digits.
    Locale.setDefault(Locale.ROOT);
    System.exit(execute(Shell.ofProcess(AuditRun::run), args));
  }

  /** Runs a command and returns its exit code. */
  static int execute(Shell shell, String... args) {
    Output output = new Output(shell);
    Failures failures = new Failures(output);
    return failures.guard(() -> commandLine(shell, output, failures).execute(args));
  }

  /** All commands, for reading arguments without doing anything too. */
  static CommandLine commandLine(Shell shell, Output output, Failures failures) {
    CommandLine main = new CommandLine(new Main());
    main.addSubcommand(new HelpOfCommand());
    main.addSubcommand(new RunCommand(shell, output));
    main.addSubcommand(
        new CommandLine(new DaemonCommand(shell, output))
            .addSubcommand(new DaemonRequest.Status(shell, output))
            .addSubcommand(new DaemonRequest.Trigger(shell, output))
            .addSubcommand(new DaemonRequest.Pause(shell, output))
            .addSubcommand(new DaemonRequest.Resume(shell, output)));
    main.addSubcommand(new VerifyCommand(output));
    main.addSubcommand(new CollectCommand(shell, output));
    main.addSubcommand(new SimulateCommand());
    main.addSubcommand(new CheckNoNewAccessCommand(System.in, shell, output));
    main.addSubcommand(
        new CommandLine(new ConfigCommand()).addSubcommand(new ConfigCheckCommand(shell, output)));
    main.addSubcommand(
        new CommandLine(new ReportCommand())
            .addSubcommand(new ReportMonthlyCommand(shell, output)));
    main.addSubcommand(
        new CommandLine(new HistoryCommand())
            .addSubcommand(new HistoryRebuildCommand(shell, output)));
    CommandStyle.apply(main);
    return main.setOut(output.resultWriter())
        .setErr(output.messageWriter())
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }
}
