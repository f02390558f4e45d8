package org.iamaudit.policy;

import java.util.List;
import java.util.Optional;

/**
 * What came of parsing: all problems in document order, and the document unless one of them is an
 * error.
 */
public record ParsedPolicy(Optional<PolicyDocument> document, List<PolicyProblem> problems) {
  public ParsedPolicy {
    problems = List.copyOf(problems);
  }

  public List<PolicyProblem> errors() {
    return problems.stream().filter(p -> p.severity() == PolicyProblem.Severity.ERROR).toList();
  }
}
