package org.iamaudit.evaluate;

import org.iamaudit.arn.Arn;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.GlobBuilder;

/**
 * {@code ArnEquals} and {@code ArnLike} are the same: six parts compared one by one, with case; a
 * wildcard stays inside its part, the sixth part is the rest (IAM User Guide, "Amazon Resource Name
 * (ARN) condition operators", read 2026-11; cases {@code arn/*}).
 *
 * <p>Where either side has fewer than six parts, neither the operator nor its negation holds
 * (iam-semantics 3.2: observed).
 */
final class ArnOperators {
  private static final ValueTest NOT_AN_ARN =
      (value, context, trace) -> ValueTest.Match.NOT_COMPARABLE;

  private ArnOperators() {}

  static ValueTest test(String policyValue, boolean variables) {
    Template template = new Template(policyValue, variables);
    if (template.hasKeys()) {
      return (value, context, trace) -> {
        GlobBuilder builder = new GlobBuilder();
        // An unresolved variable matches nothing, so that the negation holds.
        return template.appendTo(builder, context, trace)
            ? test(builder).match(value, context, trace)
            : ValueTest.Match.NO;
      };
    }
    GlobBuilder builder = new GlobBuilder();
    template.appendTo(builder, RequestContext.EMPTY, Trace.OFF);
    return test(builder);
  }

  private static ValueTest test(GlobBuilder builder) {
    if (builder.parts() < 6) {
      return NOT_AN_ARN;
    }
    Glob glob = builder.asArn();
    return (value, context, trace) ->
        value.text().startsWith("arn:") && glob.matches(value.text())
            ? ValueTest.Match.YES
            : Arn.parse(value.text()).isPresent()
                ? ValueTest.Match.NO
                : ValueTest.Match.NOT_COMPARABLE;
  }
}
