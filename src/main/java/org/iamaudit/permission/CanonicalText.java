package org.iamaudit.permission;

import java.util.Optional;
import org.iamaudit.arn.NameCase;
import org.iamaudit.policy.VariableText;

/** Texts with policy variables in one form, for {@link Atom}s. */
final class CanonicalText {
  private CanonicalText() {}

  /** Text of which nothing is a variable, to be read where variables are live. */
  static String escape(String text) {
    return text.replace("${", "${$}{");
  }

  /**
   * The text with known variables put in, as literal text, and the keys of others in lower case.
   */
  static String of(VariableText text, Knowledge knowledge) {
    StringBuilder result = new StringBuilder();
    for (VariableText.Part part : text.parts()) {
      if (part instanceof VariableText.Text plain) {
        result.append(plain.text());
      } else if (part instanceof VariableText.Escaped escaped) {
        result.append("${").append(escaped.character()).append('}');
      } else if (part instanceof VariableText.Variable variable) {
        Optional<String> value = knowledge.value(variable.key());
        if (value.isEmpty() && knowledge.isAbsent(variable.key())) {
          value = variable.defaultValue();
        }
        result.append(
            value.map(v -> v.replaceAll("[*?$]", "\\${$0}")).orElseGet(() -> written(variable)));
      }
    }
    return result.toString();
  }

  private static String written(VariableText.Variable variable) {
    return "${"
        + NameCase.lower(variable.key())
        + variable.defaultValue().map(d -> ", '" + d + "'").orElse("")
        + "}";
  }
}
