package org.iamaudit.cli;

import java.nio.file.Path;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.AuditConfig.LogSettings;
import org.iamaudit.config.ConfigException;
import org.iamaudit.config.ConfigLoader;
import org.iamaudit.config.LogFormat;
import org.iamaudit.config.LogLevel;
import org.iamaudit.schedule.ScheduleCheck;

/** How commands come by their configuration. */
final class Configuration {
  /** Read when no other file is named. */
  static final String DEFAULT_FILE = "config/iamaudit.yml";

  /** How a command logs that has no configuration, or has not read it yet. */
  static final LogSettings DEFAULT_LOGGING = new LogSettings(LogLevel.INFO, LogFormat.TEXT);

  private Configuration() {}

  static AuditConfig load(Path file, Shell shell) throws ConfigException {
    return new ConfigLoader(shell.environment(), new ScheduleCheck(shell.clock())).load(file);
  }
}
