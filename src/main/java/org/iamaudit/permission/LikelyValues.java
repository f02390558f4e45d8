package org.iamaudit.permission;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.catalog.ConditionKeyType;
import org.iamaudit.policy.Condition;
import org.iamaudit.policy.ConditionValues;
import org.iamaudit.policy.IpRange;
import org.iamaudit.policy.VariableText;

/** Values that a condition likely tells apart: those that it names, and their neighbours. */
final class LikelyValues {
  private static final String ARN = "arn:aws:sns:us-east-1:111122223333:example";

  private LikelyValues() {}

  /** Values that a key of its type has, whatever conditions say. */
  static List<String> ofType(String key) {
    ConditionKeyType.Kind kind =
        Catalog.get().keyType(key).map(ConditionKeyType::kind).orElse(ConditionKeyType.Kind.STRING);
    return switch (kind) {
      case STRING -> List.of("value", "another-value");
      case ARN -> List.of(ARN, "arn:aws:sns:us-east-1:111122223333:another");
      case NUMERIC -> List.of("1", "0");
      case DATE -> List.of("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
      case BOOL -> List.of("true", "false");
      case IP_ADDRESS -> List.of("192.0.2.1", "2001:db8::1");
    };
  }

  static Set<String> of(Condition condition, Knowledge now) {
    Set<String> values = new LinkedHashSet<>();
    switch (condition.operator().base().family()) {
      case BOOL -> values.addAll(List.of("true", "false"));
      case ARN -> values.add(ARN);
      default -> {}
    }
    for (String value : condition.values()) {
      values.add(CanonicalText.of(VariableText.parse(value, true), now));
      String text = instance(VariableText.parse(value, true), now);
      int slash = text.indexOf('/');
      boolean block = slash > 0 && IpRange.parse(text).isPresent();
      values.add(block ? text.substring(0, slash) : text);
      ConditionValues.number(text)
          .or(() -> ConditionValues.epochSeconds(text))
          .ifPresent(
              number -> {
                values.add(number.toPlainString());
                values.add(number.add(BigDecimal.ONE).toPlainString());
                values.add(number.subtract(BigDecimal.ONE).toPlainString());
              });
    }
    return values;
  }

  /** A text that the pattern matches. */
  private static String instance(VariableText text, Knowledge now) {
    StringBuilder instance = new StringBuilder();
    for (VariableText.Part part : text.parts()) {
      if (part instanceof VariableText.Text plain) {
        instance.append(plain.text().replace('?', 'x').replace("*", "x"));
      } else if (part instanceof VariableText.Escaped escaped) {
        instance.append(escaped.character());
      } else if (part instanceof VariableText.Variable variable) {
        Optional<String> value = now.value(variable.key()).or(variable::defaultValue);
        instance.append(value.orElse("value"));
      }
    }
    return instance.toString();
  }
}
