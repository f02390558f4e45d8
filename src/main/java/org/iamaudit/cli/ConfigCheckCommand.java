package org.iamaudit.cli;

import java.util.concurrent.Callable;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.EffectiveConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code config check}: every mistake at once, or the configuration in force. */
@Command(
    name = "check",
    description = {
      "Reports every mistake of the configuration, each with its line, or prints the configuration"
          + " in force: with defaults, with what IAMAUDIT_... variables replace, without secrets."
    })
final class ConfigCheckCommand implements Callable<Integer> {
  private final Shell shell;
  private final Output output;

  @Mixin private ConfigOption config;

  @Mixin private OutputOptions options;

  ConfigCheckCommand(Shell shell, Output output) {
    this.shell = shell;
    this.output = output;
  }

  @Override
  public Integer call() throws Exception {
    output.showProgress(options);
    AuditConfig loaded = config.load(shell);
    loaded.readWaivers();
    loaded.doubt().ifPresent(output::warning);
    output.result(EffectiveConfig.text(loaded));
    return ExitCode.DONE.code();
  }
}
