package org.iamaudit.evaluate.naive;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
    List<String> carried =
        context.asMap().getOrDefault(condition.key().toLowerCase(Locale.ROOT), List.of());
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
          filled(policyValue)
              .filter(p -> p.toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT)))
              .isPresent();
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

  private static boolean date(String a, String b, List<Integer> wanted) {
    try {
      return wanted.contains(Integer.signum(instant(a).compareTo(instant(b))));
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static Instant instant(String text) {
    if (text.matches("\\d+") && text.length() != 4) {
      return Instant.ofEpochSecond(Long.parseLong(text));
    }
    if (!text.equals(text.toUpperCase(Locale.ROOT))) {
      throw new DateTimeException("T and Z are capitals in the W3C profile: " + text);
    }
    String day = text.matches("\\d{4}") ? text + "-01-01" : text;
    if (text.matches("\\d{4}-\\d{2}")) {
      day = text + "-01";
    }
    return day.length() == 10
        ? LocalDate.parse(day).atStartOfDay().toInstant(ZoneOffset.UTC)
        : OffsetDateTime.parse(day).toInstant();
  }

  private static boolean inBlock(String address, String block) {
    try {
      String[] parts = block.split("/");
      if (address.contains("/") || !looksLikeAddress(address) || !looksLikeAddress(parts[0])) {
        return false;
      }
      byte[] a = InetAddress.getByName(address).getAddress();
      byte[] b = InetAddress.getByName(parts[0]).getAddress();
      int bits = parts.length == 1 ? b.length * 8 : Integer.parseInt(parts[1]);
      return a.length == b.length
          && bits >= 0
          && bits <= a.length * 8
          && new BigInteger(1, a)
              .shiftRight(a.length * 8 - bits)
              .equals(new BigInteger(1, b).shiftRight(a.length * 8 - bits));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** Keeps names away from the resolver, which would ask the network. */
  private static boolean looksLikeAddress(String text) {
    return text.matches("\\d+\\.\\d+\\.\\d+\\.\\d+")
        || text.matches("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
  }
}
