package org.iamaudit.policy;

import java.util.List;

/**
 * An element with a {@code Not} twin: {@code Action}/{@code NotAction} or {@code Resource}/{@code
 * NotResource}.
 *
 * @param negated whether the {@code Not} spelling was used
 * @param values the patterns as written, in document order; may be empty, which matches nothing
 */
public record Patterns(boolean negated, List<String> values) {
  public Patterns {
    values = List.copyOf(values);
  }
}
