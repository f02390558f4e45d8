package org.iamaudit.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.policy.ResourcePattern;
import org.iamaudit.policy.VariableText;

/** Texts whose variables only the request can fill, filled. */
final class ResourceVariables {
  private ResourceVariables() {}

  /** Whether a resource matches such a pattern. */
  static boolean matches(
      ResourcePattern pattern, String resource, Map<String, List<String>> context) {
    GlobBuilder builder = new GlobBuilder().pattern(pattern.head());
    for (VariableText.Part part : VariableText.parse(pattern.tail(), true).parts()) {
      if (part instanceof VariableText.Text plain) {
        builder.pattern(plain.text());
      } else if (part instanceof VariableText.Escaped escaped) {
        builder.literal(String.valueOf(escaped.character()));
      } else if (part instanceof VariableText.Variable variable) {
        ContextValues values =
            RequestContext.of(context).get(variable.key().toLowerCase(Locale.ROOT));
        if (values != null && !values.multivalued()) {
          builder.literal(values.values().get(0).text());
        } else if (variable.defaultValue().isPresent() && values == null) {
          builder.literal(variable.defaultValue().get());
        } else {
          return false;
        }
      }
    }
    return builder.asResource(true).matches(resource);
  }

  /** The text with values put in; variables that the context lacks are given a value in it. */
  static String substitute(String pattern, Map<String, List<String>> context) {
    StringBuilder text = new StringBuilder();
    for (VariableText.Part part : VariableText.parse(pattern, true).parts()) {
      if (part instanceof VariableText.Text plain) {
        text.append(plain.text());
      } else if (part instanceof VariableText.Escaped escaped) {
        text.append(escaped.character());
      } else if (part instanceof VariableText.Variable variable) {
        String key = variable.key().toLowerCase(Locale.ROOT);
        text.append(context.computeIfAbsent(key, k -> List.of("value")).get(0));
      }
    }
    return text.toString();
  }
}
