package org.iamaudit.policy;

import java.util.List;

/**
 * {@code Principal} or {@code NotPrincipal}.
 *
 * @param negated whether it is {@code NotPrincipal}
 * @param everyone whether it is the bare string {@code "*"} (not {@code {"AWS": "*"}})
 * @param entries the map's values, one entry each, in document order
 */
public record PrincipalElement(boolean negated, boolean everyone, List<Entry> entries) {
  public PrincipalElement {
    entries = List.copyOf(entries);
  }

  /** The keys of the map form. */
  public enum Type {
    AWS,
    SERVICE,
    FEDERATED,
    CANONICAL_USER
  }

  /** One principal as written, for example {@code SERVICE lambda.amazonaws.com}. */
  public record Entry(Type type, String value) {}
}
