package org.iamaudit.run;

import java.util.List;

/**
 * A run that stopped. It left no evidence package.
 *
 * <p>Every problem is one line that names the file and, if one is known, the remedy.
 */
public final class RunException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<String> problems;
  private final boolean configuration;

  /** With one problem; {@code cause} may be null. */
  public RunException(String problem, Throwable cause) {
    this(List.of(problem), cause);
  }

  /** With at least one problem; {@code cause} may be null. */
  public RunException(List<String> problems, Throwable cause) {
    this(problems, false, cause);
  }

  private RunException(List<String> problems, boolean configuration, Throwable cause) {
    super(String.join("\n", problems), cause);
    this.problems = List.copyOf(problems);
    this.configuration = configuration;
  }

  /** What is wrong is what people wrote for us, the configuration or baselines, not the account. */
  static RunException ofConfiguration(List<String> problems, Throwable cause) {
    return new RunException(problems, true, cause);
  }

  /** One line each. */
  public List<String> problems() {
    return problems;
  }

  /** Whether the configuration or a baseline is wrong, rather than what was read of the account. */
  public boolean isConfiguration() {
    return configuration;
  }
}
