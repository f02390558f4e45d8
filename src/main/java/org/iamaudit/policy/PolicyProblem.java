package org.iamaudit.policy;

/**
 * Something wrong with a policy document.
 *
 * @param severity an {@code ERROR} means that IAM would not accept the document, so it has no
 *     meaning; a {@code WARNING} that it is accepted but does not do what it seems to say
 * @param message one line, lower-case start, no final period, the document's own values in
 *     backticks
 */
public record PolicyProblem(Severity severity, Location location, String message) {
  /** How bad a problem is. */
  public enum Severity {
    ERROR,
    WARNING
  }

  @Override
  public String toString() {
    return message + " at " + location;
  }
}
