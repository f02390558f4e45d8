package org.iamaudit.config;

/**
 * One mistake in the configuration.
 *
 * @param place the file and line, or the environment variable
 * @param message one line for people, with the remedy if there is one
 */
public record ConfigProblem(String place, String message) {

  @Override
  public String toString() {
    return place + ": " + message;
  }
}
