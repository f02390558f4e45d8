package org.iamaudit.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.iamaudit.policy.PolicyProblem.Severity;

/** Collects the problems of one text, at most {@link #MOST} of them. */
final class Problems {
  static final int MOST = 1_000;

  private static final Comparator<PolicyProblem> DOCUMENT_ORDER =
      Comparator.comparingInt((PolicyProblem p) -> p.location().line())
          .thenComparingInt(p -> p.location().column());

  private final List<PolicyProblem> problems = new ArrayList<>();
  private boolean errors;

  void error(Place place, String message) {
    if (!errors && problems.size() >= MOST) {
      problems.remove(problems.size() - 1); // a thousand warnings must not hide the first error
    }
    errors = true;
    add(Severity.ERROR, place, message);
  }

  void warning(Place place, String message) {
    add(Severity.WARNING, place, message);
  }

  private void add(Severity severity, Place place, String message) {
    if (problems.size() < MOST) {
      problems.add(new PolicyProblem(severity, place.location(), message));
    }
  }

  boolean hasErrors() {
    return errors;
  }

  List<PolicyProblem> inDocumentOrder() {
    return problems.stream().sorted(DOCUMENT_ORDER).toList();
  }
}
