package org.iamaudit.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What came of checking a package.
 *
 * @param name of its folder
 * @param problems one line each; the package holds only if there is none
 * @param notes what was not checked, and why
 */
public record Verification(String name, List<String> problems, List<String> notes) {
  public Verification {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /** Whether nothing is wrong, as far as it was checked. */
  public boolean holds() {
    return problems.isEmpty();
  }

  /** This and what another check of the same package brought. */
  public Verification and(Verification other) {
    List<String> allProblems = new ArrayList<>(problems);
    allProblems.addAll(other.problems);
    List<String> allNotes = new ArrayList<>(notes);
    allNotes.addAll(other.notes);
    return new Verification(name, allProblems, allNotes);
  }
}
