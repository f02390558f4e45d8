package org.iamaudit.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Loads a configuration: the file, what the environment replaces, and the check of it all. */
public final class ConfigLoader {
  private final Map<String, String> environment;
  private final CronCheck cronCheck;

  /**
   * A loader.
   *
   * @param environment variables of the process; those that begin with {@code IAMAUDIT_} count
   */
  public ConfigLoader(Map<String, String> environment, CronCheck cronCheck) {
    this.environment = Map.copyOf(environment);
    this.cronCheck = cronCheck;
  }

  /**
   * Reads and checks a file.
   *
   * @throws ConfigException with everything that is wrong, in the file or in the environment
   */
  public AuditConfig load(Path file) throws ConfigException {
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(
          file,
          "cannot read the configuration: "
              + (Files.exists(file) ? "not a file" : "no such file or directory")
              + "; name another file with --config");
    }
    Problems problems = new Problems();
    YamlFile yaml = YamlFile.read(file, problems);
    Node.Mapping tree = StaticKeys.refuse(yaml.tree(), problems);
    Node.Mapping effective = Overrides.apply(tree, ConfigReader.REPLACEABLE, environment, problems);
    return new ConfigReader(problems, cronCheck, environment).read(effective, file, yaml.sha256());
  }
}
