package org.iamaudit.baseline;

/**
 * Something wrong with a baseline.
 *
 * @param file as a reader would open it
 * @param line 1-based
 * @param message one line, the file's own values in backticks
 */
public record BaselineProblem(String file, int line, String message) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + message;
  }
}
