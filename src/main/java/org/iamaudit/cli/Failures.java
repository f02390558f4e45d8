package org.iamaudit.cli;

import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import org.iamaudit.collect.CollectException;
import org.iamaudit.config.ConfigException;
import org.iamaudit.config.ConfigProblem;
import org.iamaudit.history.HistoryException;
import org.iamaudit.policy.NearestName;
import org.iamaudit.policy.Quoted;
import org.iamaudit.run.RunException;
import org.iamaudit.run.RunLockedException;
import org.iamaudit.schedule.DaemonException;
import org.iamaudit.snapshot.IoReason;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what stopped a command into lines for people and an exit code. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
  private static final long MEGABYTE = 1 << 20;

  private final Output output;

  Failures(Output output) {
    this.output = output;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof ConfigException config) {
      return lines(
          ExitCode.WRONG_USAGE, config.problems().stream().map(ConfigProblem::toString).toList());
    }
    if (e instanceof RunException run) {
      ExitCode code = run.isConfiguration() ? ExitCode.WRONG_USAGE : ExitCode.FAILED;
      return expected(code, run.problems(), e, command);
    }
    if (e instanceof CollectException collect) {
      ExitCode code =
          collect.kind() == CollectException.Kind.CONFIGURATION
              ? ExitCode.WRONG_USAGE
              : ExitCode.FAILED;
      return expected(code, collect.getMessage().lines().toList(), e, command);
    }
    if (e instanceof RunLockedException) {
      return lines(ExitCode.LOCKED, List.of(e.getMessage()));
    }
    if (e instanceof DaemonException || e instanceof HistoryException) {
      return expected(ExitCode.FAILED, List.of(e.getMessage()), e, command);
    }
    if (e instanceof InvalidPathException path) {
      String what = Quoted.of(path.getInput()) + " is " + IoReason.of(path);
      return expected(ExitCode.FAILED, List.of(what), e, command);
    }
    return unexpected(e, verbose(command));
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    boolean unmatched = e instanceof UnmatchedArgumentException;
    boolean works = command.getCommand() instanceof Callable;
    if (!unmatched && !works) {
      command.usage(output.messageWriter()); // no command was given
      return ExitCode.WRONG_USAGE.code();
    }
    String message = unmatched ? unmatched((UnmatchedArgumentException) e) : e.getMessage();
    output.error(message + "; see `" + command.getCommandSpec().qualifiedName() + " --help`");
    return ExitCode.WRONG_USAGE.code();
  }

  private static String unmatched(UnmatchedArgumentException e) {
    CommandSpec spec = e.getCommandLine().getCommandSpec();
    String written = e.getUnmatched().get(0);
    return e.isUnknownOption()
        ? "unknown option "
            + Quoted.of(written)
            + NearestName.hint(written, spec.optionsMap().keySet())
        : spec.subcommands().isEmpty()
            ? "unexpected argument " + Quoted.of(written)
            : "unknown command "
                + Quoted.of(written)
                + NearestName.hint(written, spec.subcommands().keySet());
  }

  /** Runs everything; an error of the Java machine becomes an exit code as well. */
  int guard(IntSupplier all) {
    try {
      return all.getAsInt();
    } catch (OutOfMemoryError e) {
      long heap = Runtime.getRuntime().maxMemory() / MEGABYTE;
      output.error(
          "not enough memory: " + heap + " MB; give more, such as `java -Xmx2g -jar iamaudit.jar`");
      return ExitCode.FAILED.code();
    } catch (Error e) {
      return unexpected(e, false);
    }
  }

  private int expected(ExitCode code, List<String> problems, Exception e, CommandLine command) {
    lines(code, problems);
    if (verbose(command)) {
      output.trace(e);
    }
    return code.code();
  }

  private int unexpected(Throwable e, boolean verbose) {
    String what = e.getMessage() == null ? "" : ": " + e.getMessage();
    String hint = verbose ? "" : "; " + OutputOptions.VERBOSE + " prints where it happened";
    output.error("unexpected " + e.getClass().getSimpleName() + what + hint);
    if (verbose) {
      output.trace(e);
    }
    return ExitCode.FAILED.code();
  }

  private int lines(ExitCode code, List<String> lines) {
    lines.forEach(output::error);
    return code.code();
  }

  private static boolean verbose(CommandLine command) {
    return command.getParseResult().hasMatchedOption(OutputOptions.VERBOSE);
  }
}
