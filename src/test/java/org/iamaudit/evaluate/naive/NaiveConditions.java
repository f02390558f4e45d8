package org.iamaudit.evaluate.naive;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.iamaudit.arn.NameCase;
import org.iamaudit.evaluate.RequestContext;
import org.iamaudit.evaluate.naive.NaiveWildcards.Symbol;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.ConditionOperator.Qualifier;

/** Conditions, one operator name after the other, as the table of operators lists them. */
final class NaiveConditions {
  private final boolean variables;
  private final RequestContext context;

  NaiveConditions(boolean variables, RequestContext context) {
    this.variables = variables;
    this.context = context;
  }

  boolean holds(Condition condition) {
    List<String> carried = context.asMap().getOrDefault(NameCase.lower(condition.key()), List.of());
    boolean onlyEmptyTexts = carried.stream().allMatch(String::isEmpty);
    String operator = condition.operator().base().text();
    if (operator.equals("Null")) {
      return switch (condition.operator().qualifier()) {
        case FOR_ALL_VALUES -> true;
        case FOR_ANY_VALUE -> false;
        case NONE ->
            condition.values().stream()
                .anyMatch(v -> v.equalsIgnoreCase(String.valueOf(onlyEmptyTexts)));
      };
    }
    if (condition.operator().qualifier() == Qualifier.FOR_ALL_VALUES) {
      return onlyEmptyTexts
          || (!condition.values().isEmpty()
              && carried.stream().allMatch(value -> holds(operator, value, condition.values())));
    }
    if (condition.operator().qualifier() == Qualifier.FOR_ANY_VALUE) {
      return !onlyEmptyTexts
          && !condition.values().isEmpty()
          && carried.stream().anyMatch(value -> holds(operator, value, condition.values()));
    }
    if (carried.isEmpty()) {
      return condition.operator().ifExists() || operator.contains("Not");
    }
    if (context.isMultivalued(condition.key()) || condition.values().isEmpty()) {
      return false;
    }
    return holds(operator, carried.get(0), condition.values());
  }

  /** One value of the request against all of the policy's. */
  private boolean holds(String operator, String value, List<String> policyValues) {
    if (operator.startsWith("Arn")) {
      return arn(operator.contains("Not"), value, policyValues);
    }
    if (operator.contains("Not")) {
      String positive = operator.replace("Not", "");
      return policyValues.stream().noneMatch(policy -> matches(positive, value, policy));
    }
    return policyValues.stream().anyMatch(policy -> matches(operator, value, policy));
  }

  private boolean arn(boolean negated, String value, List<String> policyValues) {
    boolean matched = false;
    boolean comparable = true;
    for (String policyValue : policyValues) {
      Optional<List<Symbol>> pattern = NaiveVariables.replace(policyValue, variables, context);
      if (pattern.isPresent()) {
        Optional<Boolean> match = NaiveWildcards.matchesArn(pattern.get(), value);
        matched |= match.orElse(false);
        comparable &= match.isPresent();
      }
    }
    return negated ? comparable && !matched : matched;
  }

  private boolean matches(String operator, String value, String policyValue) {
    return switch (operator) {
      case "StringEquals" -> filled(policyValue).filter(value::equals).isPresent();
      case "StringEqualsIgnoreCase" ->
          filled(policyValue).filter(p -> lowerCase(p).equals(lowerCase(value))).isPresent();
      case "StringLike" ->
          NaiveVariables.replace(policyValue, variables, context)
              .filter(pattern -> NaiveWildcards.matches(pattern, value))
              .isPresent();
      case "Bool" ->
          List.of("true", "false").contains(value.toLowerCase(Locale.ROOT))
              && filled(policyValue).filter(value::equalsIgnoreCase).isPresent();
      case "BinaryEquals" -> binary(value, policyValue);
      case "IpAddress" -> inBlock(value, policyValue);
      case "NumericEquals" -> number(value, policyValue, List.of(0));
      case "NumericLessThan" -> number(value, policyValue, List.of(-1));
      case "NumericLessThanEquals" -> number(value, policyValue, List.of(-1, 0));
      case "NumericGreaterThan" -> number(value, policyValue, List.of(1));
      case "NumericGreaterThanEquals" -> number(value, policyValue, List.of(1, 0));
      case "DateEquals" -> date(value, policyValue, List.of(0));
      case "DateLessThan" -> date(value, policyValue, List.of(-1));
      case "DateLessThanEquals" -> date(value, policyValue, List.of(-1, 0));
      case "DateGreaterThan" -> date(value, policyValue, List.of(1));
      case "DateGreaterThanEquals" -> date(value, policyValue, List.of(1, 0));
      default -> throw new IllegalArgumentException(operator);
    };
  }

  private Optional<String> filled(String policyValue) {
    return NaiveVariables.replace(policyValue, variables, context).map(NaiveWildcards::text);
  }

  private static boolean binary(String a, String b) {
    try {
      return Arrays.equals(Base64.getDecoder().decode(a), Base64.getDecoder().decode(b));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean number(String a, String b, List<Integer> wanted) {
    try {
      return a.matches("[-+0-9.]+")
          && b.matches("[-+0-9.]+")
          && wanted.contains(new BigDecimal(a).compareTo(new BigDecimal(b)));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** Character by character, without the special cases of Unicode. */
  private static String lowerCase(String text) {
    StringBuilder lower = new StringBuilder();
    text.codePoints().forEach(c -> lower.appendCodePoint(Character.toLowerCase(c)));
    return lower.toString();
  }

  private static boolean date(String a, String b, List<Integer> wanted) {
    try {
      return wanted.contains(seconds(a).compareTo(seconds(b)));
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static BigDecimal seconds(String text) {
    if (text.matches("\\d+") && text.length() != 4) {
      return new BigDecimal(text);
    }
    String day = text.matches("\\d{4}") ? text + "-01-01" : text;
    if (text.matches("\\d{4}-\\d{2}")) {
      day = text + "-01";
    }
    String moment = day.matches("\\d{4}-\\d{2}-\\d{2}") ? day + "T00:00Z" : day;
    if (!moment.matches("\\d{4}-[-0-9]{5}T[:0-9]+(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})")) {
      throw new DateTimeException("not of the W3C profile: " + text);
    }
    OffsetDateTime time = OffsetDateTime.parse(moment);
    return new BigDecimal(time.toEpochSecond()).add(new BigDecimal("0." + fraction(time)));
  }

  private static String fraction(OffsetDateTime time) {
    return String.format(Locale.ROOT, "%09d", time.getNano());
  }

  private static boolean inBlock(String address, String block) {
    String[] parts = block.split("/", -1);
    byte[] a = bytes(address);
    byte[] b = bytes(parts[0]);
    if (a.length == 0 || a.length != b.length || parts.length > 2) {
      return false;
    }
    int width = a.length * 8;
    if (parts.length == 2 && !parts[1].matches("\\d{1,3}")) {
      return false;
    }
    int bits = parts.length == 1 ? width : Integer.parseInt(parts[1]);
    return bits <= width
        && new BigInteger(1, a)
            .shiftRight(width - bits)
            .equals(new BigInteger(1, b).shiftRight(width - bits));
  }

  /** The 4 or 16 bytes of an address; none if it is none. Names never reach the resolver. */
  private static byte[] bytes(String text) {
    try {
      boolean four = text.matches("(0*(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
      if (!four && !text.matches("[0-9a-fA-F:]*:[0-9a-fA-F:.]*")) {
        return new byte[0];
      }
      byte[] bytes = InetAddress.getByName(text).getAddress();
      if (four || bytes.length == 16) {
        return bytes;
      }
      byte[] mapped = new byte[16]; // Java makes four bytes of ::ffff:203.0.113.7
      mapped[10] = -1;
      mapped[11] = -1;
      System.arraycopy(bytes, 0, mapped, 12, 4);
      return mapped;
    } catch (UnknownHostException e) {
      return new byte[0];
    }
  }
}
