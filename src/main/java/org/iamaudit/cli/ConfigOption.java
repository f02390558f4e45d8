package org.iamaudit.cli;

import java.nio.file.Path;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.ConfigException;
import picocli.CommandLine.Option;

/** The option that names the configuration of a command. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      defaultValue = Configuration.DEFAULT_FILE,
      description = "The configuration. Default: ${DEFAULT-VALUE}")
  private Path file;

  /**
   * Reads it.
   *
   * @throws ConfigException with every mistake
   */
  AuditConfig load(Shell shell) throws ConfigException {
    return Configuration.load(file, shell);
  }
}
