package org.iamaudit.evaluate;

import java.util.Arrays;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.policy.ConditionOperator.Base;

/**
 * {@code StringEquals} compares exactly, a {@code *} in it is a star; {@code
 * StringEqualsIgnoreCase} after lower-casing each character; {@code StringLike} is a pattern over
 * the whole value whose wildcards cross every separator, with case (IAM User Guide, "String
 * condition operators", read 2026-11; cases {@code string/*}).
 */
final class StringOperators {
  private StringOperators() {}

  static ValueTest test(Base base, String policyValue, boolean variables) {
    Template template = new Template(policyValue, variables);
    return switch (base) {
      case STRING_LIKE, STRING_NOT_LIKE -> like(template);
      case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE ->
          (value, context, trace) -> {
            String filled = template.fill(context, trace);
            return ValueTest.Match.of(filled != null && equalIgnoringCase(filled, value.text()));
          };
      default ->
          (value, context, trace) ->
              ValueTest.Match.of(value.text().equals(template.fill(context, trace)));
    };
  }

  private static ValueTest like(Template template) {
    if (!template.hasKeys()) {
      GlobBuilder builder = new GlobBuilder();
      template.appendTo(builder, RequestContext.EMPTY, Trace.OFF);
      Glob glob = builder.asString();
      return (value, context, trace) -> ValueTest.Match.of(glob.matches(value.text()));
    }
    return (value, context, trace) -> {
      GlobBuilder builder = new GlobBuilder();
      return ValueTest.Match.of(
          template.appendTo(builder, context, trace) && builder.asString().matches(value.text()));
    };
  }

  /** Character by character; no folding of Unicode, no normal forms. */
  private static boolean equalIgnoringCase(String a, String b) {
    return Arrays.equals(lowerCase(a), lowerCase(b));
  }

  private static int[] lowerCase(String text) {
    return text.codePoints().map(Character::toLowerCase).toArray();
  }
}
