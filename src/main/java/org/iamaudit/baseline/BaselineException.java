package org.iamaudit.baseline;

import java.util.List;
import java.util.stream.Collectors;

/** Baselines that cannot be used, with everything that is wrong in all of their files. */
public final class BaselineException extends Exception {
  private static final long serialVersionUID = 1;

  private final transient List<BaselineProblem> problems;

  /** With at least one problem. */
  public BaselineException(List<BaselineProblem> problems) {
    super(problems.stream().map(BaselineProblem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** In order of files and lines. */
  public List<BaselineProblem> problems() {
    return problems;
  }
}
