package org.iamaudit.policy;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.iamaudit.policy.ConditionOperator.Base;
import org.iamaudit.policy.ConditionOperator.Qualifier;

/**
 * Warns of condition values that their operator cannot use (IAM User Guide, "IAM JSON policy
 * elements: Condition operators" and "Access Analyzer policy check reference"; read 2026-11).
 */
record ConditionValueCheck(boolean variables, Problems problems) {

  void check(ConditionOperator operator, Json.Member key, List<Json.Scalar> values) {
    if (operator.base() == Base.NULL && operator.qualifier() != Qualifier.NONE) {
      boolean always = operator.qualifier() == Qualifier.FOR_ALL_VALUES;
      problems.warning(
          key.place(),
          Quoted.of(operator.toString()) + " is always " + (always ? "true" : "false"));
    }
    if (values.isEmpty() && key.value() instanceof Json.Items) {
      problems.warning(key.value().place(), "no values: no value of a request can match");
    }
    if (operator.base() == Base.BOOL && values.size() > 1) {
      problems.warning(key.value().place(), "`Bool` takes one value");
    }
    for (Json.Scalar value : values) {
      String reason = reason(operator, value);
      if (!reason.isEmpty()) {
        problems.warning(value.place(), Quoted.of(value.text()) + " " + reason);
      }
    }
  }

  private String reason(ConditionOperator operator, Json.Scalar value) {
    String text = value.text();
    return switch (operator.base().family()) {
      case STRING -> string(operator.base(), value);
      case ARN -> arn(value);
      case NUMERIC -> ConditionValues.number(text).isPresent() ? "" : "is no number";
      case DATE ->
          ConditionValues.epochSeconds(text).isPresent()
              ? ""
              : "is no date, as `2026-11-23T19:00:00Z`";
      case BOOL -> bool(text);
      case BINARY -> isBase64(text) ? "" : "is not base64";
      case IP_ADDRESS -> address(text);
      case NULL -> ConditionValues.bool(text).isPresent() ? "" : "is neither `true` nor `false`";
    };
  }

  private String string(Base base, Json.Scalar value) {
    VariableCheck.check(value, variables, problems);
    if (base == Base.STRING_LIKE || base == Base.STRING_NOT_LIKE) {
      return "";
    }
    return hasWildcard(value.text())
        ? "has a wildcard that `" + base.text() + "` takes as it is"
        : "";
  }

  private boolean hasWildcard(String text) {
    return VariableText.parse(text, variables).parts().stream()
        .anyMatch(
            part ->
                part instanceof VariableText.Text literal
                    && (literal.text().indexOf('*') >= 0 || literal.text().indexOf('?') >= 0));
  }

  private String arn(Json.Scalar value) {
    VariableCheck.check(value, variables, problems);
    String text = value.text();
    if (variables && text.startsWith("${")) {
      return "";
    }
    return text.split(":", 6).length < 6 ? "has fewer than six parts, so no ARN matches it" : "";
  }

  private String bool(String text) {
    if (ConditionValues.bool(text).isPresent()) {
      return "";
    }
    return variables && text.contains("${")
        ? "is a policy variable, which AWS's pages do and do not allow here"
        : "is neither `true` nor `false`";
  }

  private static boolean isBase64(String text) {
    try {
      Base64.getDecoder().decode(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false; // the answer, not a failure
    }
  }

  private static String address(String text) {
    Optional<IpRange> range = IpRange.parse(text);
    if (range.isEmpty()) {
      return "is no IP address or CIDR block";
    }
    return range.get().strayBits() ? "has bits beyond its mask, which are ignored" : "";
  }
}
