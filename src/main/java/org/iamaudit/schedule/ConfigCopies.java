package org.iamaudit.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.report.InputFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies of configuration files as they were when they came into force, in the state directory.
 * Audits keep the copy as evidence: the file itself may be edited, and wrong, long before anybody
 * asks the daemon to read it again.
 */
final class ConfigCopies {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigCopies.class);

  private ConfigCopies() {}

  /** Makes the copy if the file still is what was read; an audit does without it otherwise. */
  static void keep(AuditConfig config) {
    Path copy = copy(config);
    try {
      Files.createDirectories(copy.getParent());
      Path aside = Files.createTempFile(copy.getParent(), ".", ".tmp");
      try {
        Files.copy(config.file(), aside, StandardCopyOption.REPLACE_EXISTING);
        if (InputFile.read(copy.getFileName().toString(), aside).sha256().equals(config.sha256())) {
          Files.move(aside, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      } finally {
        Files.deleteIfExists(aside);
      }
    } catch (IOException e) {
      LOG.warn("cannot copy the configuration to `{}`: {}", copy, e.toString());
    }
  }

  /** What audits are to keep: the copy, or the file where there is none. */
  static InputFile of(AuditConfig config) {
    Path copy = copy(config);
    return new InputFile(
        config.file().getFileName().toString(),
        Files.exists(copy) ? copy : config.file(),
        config.sha256());
  }

  private static Path copy(AuditConfig config) {
    return config.state().resolve("config").resolve(config.sha256() + ".yml");
  }
}
