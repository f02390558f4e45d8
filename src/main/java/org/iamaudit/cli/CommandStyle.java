package org.iamaudit.cli;

import java.nio.file.Path;
import org.iamaudit.run.ProductVersion;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What all commands have in common: {@code --help}, {@code --version}, exit codes in the help. */
final class CommandStyle {
  private static final int WIDTH = 100;

  private CommandStyle() {}

  /** Gives it to a command and to all below it. */
  static void apply(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    spec.mixinStandardHelpOptions(true);
    spec.version("iamaudit " + ProductVersion.current());
    UsageMessageSpec usage = spec.usageMessage();
    usage.width(WIDTH).sortOptions(false).exitCodeListHeading("%nExit codes:%n");
    usage.exitCodeList(ExitCode.help());
    usage.synopsisSubcommandLabel("COMMAND").commandListHeading("%nCommands:%n");
    command.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    command.registerConverter(Path.class, new Converters.ToPath());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setExitCodeExceptionMapper(e -> ExitCode.FAILED.code());
    command.getSubcommands().values().forEach(CommandStyle::apply);
  }
}
