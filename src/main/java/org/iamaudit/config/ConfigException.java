package org.iamaudit.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with everything that is wrong in it. */
public final class ConfigException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<ConfigProblem> problems;

  /** With at least one problem. */
  public ConfigException(List<ConfigProblem> problems) {
    super(problems.stream().map(ConfigProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** With one problem of a file. */
  public ConfigException(Path file, String problem) {
    this(List.of(new ConfigProblem(file.toString(), problem)));
  }

  /** In the order of the file. */
  public List<ConfigProblem> problems() {
    return problems;
  }
}
