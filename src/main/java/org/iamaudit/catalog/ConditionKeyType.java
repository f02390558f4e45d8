package org.iamaudit.catalog;

/**
 * The type of a condition key.
 *
 * @param multivalued whether a request may carry several values; AWS's types that begin with {@code
 *     ArrayOf}
 */
public record ConditionKeyType(Kind kind, boolean multivalued) {
  /** What one value is. */
  public enum Kind {
    STRING,
    ARN,
    NUMERIC,
    DATE,
    BOOL,
    IP_ADDRESS
  }

  /** Reads AWS's spelling, for example {@code ArrayOfString}. */
  static ConditionKeyType parse(String text) {
    boolean array = text.startsWith("ArrayOf");
    String bare = array ? text.substring("ArrayOf".length()) : text;
    Kind kind =
        switch (bare) {
          case "ARN" -> Kind.ARN;
          case "Numeric" -> Kind.NUMERIC;
          case "Date" -> Kind.DATE;
          case "Bool" -> Kind.BOOL;
          case "IPAddress" -> Kind.IP_ADDRESS;
          default -> Kind.STRING;
        };
    return new ConditionKeyType(kind, array);
  }
}
