package org.iamaudit.policy;

import java.util.List;
import java.util.Optional;

/**
 * A policy document without errors.
 *
 * @param version {@code 2012-10-17}, {@code 2008-10-17} or absent
 * @param statements in document order
 */
public record PolicyDocument(
    Optional<String> version, Optional<String> id, List<Statement> statements) {
  public PolicyDocument {
    statements = List.copyOf(statements);
  }

  /**
   * Whether {@code ${key}} is a policy variable here. Only with version 2012-10-17; in older
   * documents and in those without a version it is literal text (iam-semantics D1).
   */
  public boolean hasVariables() {
    return version.filter("2012-10-17"::equals).isPresent();
  }
}
