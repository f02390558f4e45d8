package org.iamaudit.schedule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.iamaudit.config.AuditConfig;
import org.iamaudit.config.ConfigException;
import org.iamaudit.config.ConfigLoader;

/** Configurations of two accounts in a directory, with {@code state} and {@code reports} in it. */
public record TestConfig(Path directory) {

  /** The configuration with these lines, in YAML. Nothing listens unless they say so. */
  public AuditConfig load(String lines) throws IOException, ConfigException {
    Path file = directory.resolve("iamaudit.yml");
    Files.writeString(
        file,
        """
        accounts:
          - {id: "123456789012", name: first, snapshot: .}
          - {id: "012345678901", snapshot: .}
        """
            + (lines.contains("http:") ? "" : "http: {listen: none}\n")
            + lines);
    return read();
  }

  /** What the file holds now. */
  public AuditConfig read() throws ConfigException {
    return new ConfigLoader(Map.of(), new ScheduleCheck(InstantSource.system()))
        .load(directory.resolve("iamaudit.yml"));
  }
}
