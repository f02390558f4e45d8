package org.iamaudit.policy;

/**
 * A place in a policy document.
 *
 * @param path where in the document, as a JSON path without the root: {@code
 *     Statement[2].Action[0]}; empty for the document
 * @param line 1-based line in the text that was parsed
 * @param column 1-based column
 */
public record Location(String path, int line, int column) {
  @Override
  public String toString() {
    return (path.isEmpty() ? "document" : path) + " (line " + line + ", column " + column + ")";
  }
}
