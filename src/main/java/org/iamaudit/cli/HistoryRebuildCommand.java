package org.iamaudit.cli;

import java.util.concurrent.Callable;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.history.History;
import org.iamaudit.run.RunLock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code history rebuild}: makes the history anew from the evidence packages. */
@Command(
    name = "rebuild",
    description = {
      "Makes the history anew from the evidence packages in `reports`. A damaged database file is"
          + " put aside."
    })
final class HistoryRebuildCommand implements Callable<Integer> {
  private final Shell shell;
  private final Output output;

  @Mixin private ConfigOption config;

  @Mixin private OutputOptions options;

  HistoryRebuildCommand(Shell shell, Output output) {
    this.shell = shell;
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    output.showProgress(options);
    AuditConfig loaded = config.load(shell);
    RunLock lock = RunLock.acquire(loaded.state(), shell.clock().instant());
    try (lock) {
      History.Rebuilt rebuilt = History.rebuild(loaded.history(), loaded.reports());
      rebuilt.warnings().forEach(output::warning);
      output.result(
          "history made anew from "
              + rebuilt.packages()
              + (rebuilt.packages() == 1 ? " package" : " packages")
              + " in "
              + Printable.line(loaded.reports().toString())
              + "\n");
    }
    return ExitCode.DONE.code();
  }
}
