package org.iamaudit.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says what a command takes, {@code daemon trigger} too. That of picocli looks at the first word
 * alone.
 */
@Command(
    name = "help",
    helpCommand = true,
    description = "Says what a command takes, as `--help` behind it does.")
final class HelpOfCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "COMMAND", description = "The command. Default: an overview.")
  private List<String> words = List.of();

  @Override
  public Integer call() {
    CommandLine asked = spec.commandLine().getParent();
    for (String word : words) {
      CommandLine below = asked.getSubcommands().get(word);
      if (below == null) {
        throw new UnmatchedArgumentException(asked, List.of(word));
      }
      asked = below;
    }
    asked.usage(spec.commandLine().getOut());
    return ExitCode.DONE.code();
  }
}
