package org.iamaudit.policy;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iamaudit.arn.NameCase;

/**
 * A condition operator as written, taken apart: {@code ForAnyValue:StringNotLikeIfExists}.
 *
 * @param ifExists always false for {@code Null}
 */
public record ConditionOperator(Qualifier qualifier, Base base, boolean ifExists) {

  /** The set qualifier before the colon. */
  public enum Qualifier {
    NONE(""),
    FOR_ALL_VALUES("ForAllValues:"),
    FOR_ANY_VALUE("ForAnyValue:");

    private final String prefix;

    Qualifier(String prefix) {
      this.prefix = prefix;
    }
  }

  /**
   * How operators compare; each family has one meaning of "matches", the rest are its negations and
   * orders.
   */
  public enum Family {
    STRING,
    NUMERIC,
    DATE,
    BOOL,
    BINARY,
    IP_ADDRESS,
    ARN,
    NULL
  }

  /**
   * The operators of the IAM User Guide, "IAM JSON policy elements: Condition operators" (read
   * 2026-11).
   */
  public enum Base {
    STRING_EQUALS("StringEquals", Family.STRING, false),
    STRING_NOT_EQUALS("StringNotEquals", Family.STRING, true),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", Family.STRING, false),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", Family.STRING, true),
    STRING_LIKE("StringLike", Family.STRING, false),
    STRING_NOT_LIKE("StringNotLike", Family.STRING, true),
    NUMERIC_EQUALS("NumericEquals", Family.NUMERIC, false),
    NUMERIC_NOT_EQUALS("NumericNotEquals", Family.NUMERIC, true),
    NUMERIC_LESS_THAN("NumericLessThan", Family.NUMERIC, false),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", Family.NUMERIC, false),
    NUMERIC_GREATER_THAN("NumericGreaterThan", Family.NUMERIC, false),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", Family.NUMERIC, false),
    DATE_EQUALS("DateEquals", Family.DATE, false),
    DATE_NOT_EQUALS("DateNotEquals", Family.DATE, true),
    DATE_LESS_THAN("DateLessThan", Family.DATE, false),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", Family.DATE, false),
    DATE_GREATER_THAN("DateGreaterThan", Family.DATE, false),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", Family.DATE, false),
    BOOL("Bool", Family.BOOL, false),
    BINARY_EQUALS("BinaryEquals", Family.BINARY, false),
    IP_ADDRESS("IpAddress", Family.IP_ADDRESS, false),
    NOT_IP_ADDRESS("NotIpAddress", Family.IP_ADDRESS, true),
    ARN_EQUALS("ArnEquals", Family.ARN, false),
    ARN_LIKE("ArnLike", Family.ARN, false),
    ARN_NOT_EQUALS("ArnNotEquals", Family.ARN, true),
    ARN_NOT_LIKE("ArnNotLike", Family.ARN, true),
    NULL("Null", Family.NULL, false);

    private final String text;
    private final Family family;
    private final boolean negated;

    Base(String text, Family family, boolean negated) {
      this.text = text;
      this.family = family;
      this.negated = negated;
    }

    public Family family() {
      return family;
    }

    /**
     * Whether the operator is true when no value matches; such operators are true for an absent
     * key.
     */
    public boolean negated() {
      return negated;
    }

    /** The operator in AWS's spelling. */
    public String text() {
      return text;
    }
  }

  private static final Map<String, Base> BY_NAME =
      Stream.of(Base.values())
          .collect(Collectors.toMap(base -> NameCase.lower(base.text), base -> base));

  /**
   * Reads an operator. Names are compared without case, qualifiers exactly (iam-semantics: observed
   * behaviour).
   *
   * @return empty if there is no such operator
   */
  public static Optional<ConditionOperator> parse(String written) {
    Qualifier qualifier = Qualifier.NONE;
    String rest = written;
    for (Qualifier candidate : Qualifier.values()) {
      if (candidate != Qualifier.NONE && written.startsWith(candidate.prefix)) {
        qualifier = candidate;
        rest = written.substring(candidate.prefix.length());
      }
    }
    String name = NameCase.lower(rest);
    boolean ifExists = name.endsWith("ifexists");
    String bare = ifExists ? name.substring(0, name.length() - "ifexists".length()) : name;
    Base base = BY_NAME.get(bare);
    return base == null || (base == Base.NULL && ifExists)
        ? Optional.empty()
        : Optional.of(new ConditionOperator(qualifier, base, ifExists));
  }

  @Override
  public String toString() {
    return qualifier.prefix + base.text + (ifExists ? "IfExists" : "");
  }
}
