package org.iamaudit.cli;

import java.util.Optional;
import org.iamaudit.config.LogFormat;
import picocli.CommandLine.Option;

/** Options of every command that works: how much it says on stderr, and how. */
final class OutputOptions {
  static final String VERBOSE = "--verbose";

  @Option(names = "--quiet", description = "Say nothing on stderr but warnings and errors.")
  private boolean quiet;

  @Option(
      names = VERBOSE,
      description = "Log everything, and print the stack trace of an unexpected error.")
  private boolean verbose;

  @Option(
      names = "--log-format",
      paramLabel = "FORMAT",
      description =
          "How to log on stderr: ${COMPLETION-CANDIDATES}. Default: as configured, or text.")
  private Optional<LogFormat> logFormat = Optional.empty();

  boolean quiet() {
    return quiet;
  }

  boolean verbose() {
    return verbose;
  }

  Optional<LogFormat> logFormat() {
    return logFormat;
  }
}
