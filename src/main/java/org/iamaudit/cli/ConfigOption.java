package org.iamaudit.cli;

import java.nio.file.Path;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.ConfigException;
import org.iamaudit.config.ConfigLoader;
import org.iamaudit.schedule.ScheduleCheck;
import picocli.CommandLine.Option;

/** The option that names the configuration of a command. */
final class ConfigOption {
  /** Read when no other file is named. */
  static final String DEFAULT_FILE = "config/iamaudit.yml";

  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = DEFAULT_FILE,
      description = "The configuration. Default: ${DEFAULT-VALUE}")
  private Path file;

  /**
   * Reads it.
   *
   * @throws ConfigException with every mistake
   */
  AuditConfig load(Shell shell) throws ConfigException {
    return load(file, shell);
  }

  static AuditConfig load(Path file, Shell shell) throws ConfigException {
    return new ConfigLoader(shell.environment(), new ScheduleCheck(shell.clock())).load(file);
  }
}
