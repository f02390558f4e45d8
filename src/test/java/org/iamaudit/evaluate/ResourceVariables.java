package org.iamaudit.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.policy.VariableText;

/** Matches a resource pattern whose variables only the request can fill. */
final class ResourceVariables {
  private ResourceVariables() {}

  static boolean matches(String pattern, String resource, Map<String, List<String>> context) {
    GlobBuilder builder = new GlobBuilder();
    for (VariableText.Part part : VariableText.parse(pattern, true).parts()) {
      if (part instanceof VariableText.Text plain) {
        builder.pattern(plain.text());
      } else if (part instanceof VariableText.Escaped escaped) {
        builder.literal(String.valueOf(escaped.character()));
      } else if (part instanceof VariableText.Variable variable) {
        List<String> values = context.get(variable.key().toLowerCase(Locale.ROOT));
        if (values != null && values.size() == 1) {
          builder.literal(values.get(0));
        } else if (variable.defaultValue().isPresent() && values == null) {
          builder.literal(variable.defaultValue().get());
        } else {
          return false;
        }
      }
    }
    return builder.asResource(true).matches(resource);
  }
}
