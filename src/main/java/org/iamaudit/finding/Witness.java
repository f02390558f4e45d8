package org.iamaudit.finding;

import java.util.List;
import java.util.SortedMap;

/**
 * One concrete request that proves a difference.
 *
 * @param context values by condition key; keys that are not named are absent, except those every
 *     request of the principal has
 */
public record Witness(
    String principal, String action, String resource, SortedMap<String, List<String>> context) {

  /** On one line, for a cell. */
  public String text() {
    return action + " on " + resource + (context.isEmpty() ? "" : " with " + context);
  }
}
