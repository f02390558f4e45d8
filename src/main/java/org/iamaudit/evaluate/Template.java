package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.arn.NameCase;
import org.iamaudit.policy.VariableText;

/**
 * A text with policy variables, ready to be filled in.
 *
 * <p>What replaces a variable is literal: a {@code *} in a tag value is no wildcard. Only
 * single-valued keys can be substituted; a default counts when the request does not carry the key
 * (IAM User Guide, "IAM policy elements: Variables and tags", read 2026-11; cases {@code
 * variables/*}).
 */
final class Template {
  private sealed interface Part {}

  private record Text(String text) implements Part {}

  private record Literal(String text) implements Part {}

  private record Key(String written, String lowerCase, Optional<String> defaultValue)
      implements Part {}

  private final List<Part> parts = new ArrayList<>();
  private final boolean hasKeys;

  Template(String text, boolean variables) {
    boolean keys = false;
    for (VariableText.Part part : VariableText.parse(text, variables).parts()) {
      if (part instanceof VariableText.Text t) {
        parts.add(new Text(t.text()));
      } else if (part instanceof VariableText.Escaped e) {
        parts.add(new Literal(String.valueOf(e.character())));
      } else if (part instanceof VariableText.Variable v) {
        parts.add(new Key(v.key(), NameCase.lower(v.key()), v.defaultValue()));
        keys = true;
      }
    }
    hasKeys = keys;
  }

  /** Whether it depends on the request. */
  boolean hasKeys() {
    return hasKeys;
  }

  /**
   * Appends the filled-in text, in which only what the policy wrote can be a wildcard.
   *
   * @return false if a variable has no value and no default
   */
  boolean appendTo(GlobBuilder builder, RequestContext context, Trace trace) {
    for (Part part : parts) {
      if (part instanceof Text t) {
        builder.pattern(t.text());
      } else if (part instanceof Literal l) {
        builder.literal(l.text());
      } else {
        String value = value((Key) part, context, trace);
        if (value == null) {
          return false;
        }
        builder.literal(value);
      }
    }
    return true;
  }

  /** The filled-in text, all of it literal; null if a variable has no value and no default. */
  String fill(RequestContext context, Trace trace) {
    StringBuilder filled = new StringBuilder();
    for (Part part : parts) {
      if (part instanceof Text t) {
        filled.append(t.text());
      } else if (part instanceof Literal l) {
        filled.append(l.text());
      } else {
        String value = value((Key) part, context, trace);
        if (value == null) {
          return null;
        }
        filled.append(value);
      }
    }
    return filled.toString();
  }

  private static String value(Key key, RequestContext context, Trace trace) {
    ContextValues found = context.get(key.lowerCase());
    if (found == null) {
      trace.missing(key.written());
      return key.defaultValue().orElse(null);
    }
    return found.multivalued() ? null : found.values().get(0).text();
  }
}
