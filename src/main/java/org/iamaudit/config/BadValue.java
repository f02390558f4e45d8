package org.iamaudit.config;

import java.util.Collection;
import org.iamaudit.policy.NearestName;
import org.iamaudit.policy.Quoted;

/** A value that is written in the wrong way; the message says what was expected. */
final class BadValue extends Exception {
  private static final long serialVersionUID = 1;

  BadValue(String message) {
    super(message);
  }

  /** The message for a word that is not among the known ones. */
  static String notOneOf(String word, Collection<String> known) {
    return Quoted.of(word)
        + " is not one of "
        + String.join(", ", known)
        + NearestName.hint(word, known);
  }
}
