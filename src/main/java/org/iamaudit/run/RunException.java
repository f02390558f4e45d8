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

  /** With one problem; {@code cause} may be null. */
  public RunException(String problem, Throwable cause) {
    this(List.of(problem), cause);
  }

  /** With at least one problem; {@code cause} may be null. */
  public RunException(List<String> problems, Throwable cause) {
    super(String.join("\n", problems), cause);
    this.problems = List.copyOf(problems);
  }

  /** One line each. */
  public List<String> problems() {
    return problems;
  }
}
