package org.iamaudit.evaluate;

import java.util.List;
import java.util.Optional;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.policy.Patterns;
import org.iamaudit.policy.PolicyKind;
import org.iamaudit.policy.ResourcePattern;

/**
 * {@code Resource} or {@code NotResource}.
 *
 * <p>{@code *} alone matches every request, also those that name no resource, which nothing else
 * matches. Otherwise a pattern is compared with the ARN: inside one of the first five parts a
 * wildcard stays inside that part, except that a {@code *} that ends the part may run across
 * colons; the sixth part is free; all of it with case (IAM User Guide, "IAM JSON policy elements:
 * Resource" and "NotResource", read 2026-11; D3, D4; cases {@code resource/*}). Variables are
 * replaced after the fifth colon only; before it they are literal text.
 *
 * <p>An element that is absent, as in a role trust policy, matches every resource.
 */
final class ResourceMatch {
  private final boolean everything;
  private final boolean negated;
  private final List<Pattern> patterns;

  ResourceMatch(Optional<Patterns> resource, PolicyKind kind, boolean variables) {
    everything = resource.isEmpty();
    negated = resource.map(Patterns::negated).orElse(false);
    patterns =
        resource.map(Patterns::values).orElse(List.of()).stream()
            .map(written -> Pattern.of(written, kind, variables))
            .toList();
  }

  boolean matches(String resource, RequestContext context, Trace trace) {
    if (everything) {
      return true;
    }
    boolean unresolved = false;
    for (Pattern pattern : patterns) {
      switch (pattern.match(resource, context, trace)) {
        case YES -> {
          return !negated;
        }
        case UNRESOLVED -> unresolved = true;
        case NO -> {}
      }
    }
    if (negated && unresolved) {
      // D12: a pattern with an unresolved variable matches no resource (page on variables), so by
      // complement NotResource reaches every one; one implementation lets it reach none. The page
      // on NotResource is silent. The complement stands, and the decision says if it mattered
      // (cases disputed/d12-*).
      trace.touchD12();
      return trace.unresolvedNotResourceApplies;
    }
    return negated;
  }

  private enum Match {
    YES,
    NO,
    UNRESOLVED
  }

  /**
   * One pattern; {@code wide} follows the page in D3, {@code strict} keeps stars in their parts.
   */
  private interface Pattern {
    Pattern ALL = (resource, context, trace) -> Match.YES;
    Pattern NONE = (resource, context, trace) -> Match.NO;

    Match match(String resource, RequestContext context, Trace trace);

    static Pattern of(String written, PolicyKind kind, boolean variables) {
      if (written.equals("*")) {
        return ALL;
      }
      ResourcePattern pattern = ResourcePattern.of(written, kind);
      if (pattern.parts() != ResourcePattern.Parts.WHOLE) {
        return pattern.parts() == ResourcePattern.Parts.PADDED ? padded(pattern) : NONE;
      }
      String head = pattern.head();
      Template tail = new Template(pattern.tail(), variables);
      if (!tail.hasKeys()) {
        return fixed(built(head, tail, true), built(head, tail, false));
      }
      String start = literalStart(head);
      return (resource, context, trace) -> {
        // Most resources differ before the first wildcard: then no value of the variables matters.
        if (!resource.startsWith(start)) {
          return Match.NO;
        }
        GlobBuilder builder = new GlobBuilder().pattern(head);
        if (!tail.appendTo(builder, context, trace)) {
          return Match.UNRESOLVED;
        }
        if (!builder.asResource(false).matches(resource)) {
          return Match.NO;
        }
        GlobBuilder again = new GlobBuilder().pattern(head);
        tail.appendTo(again, context, Trace.OFF);
        return read(again.asArn().matches(resource), trace);
      };
    }

    private static Pattern padded(ResourcePattern pattern) {
      String written = pattern.head();
      StringBuilder full = new StringBuilder(written);
      for (long colons = written.chars().filter(c -> c == ':').count(); colons < 5; colons++) {
        full.append(":*");
      }
      Pattern padded =
          fixed(
              new GlobBuilder().pattern(written).asResource(true),
              new GlobBuilder().pattern(full.toString()).asArn());
      if (!pattern.mayBeWholeAsWritten()) {
        return padded;
      }
      Glob whole = new GlobBuilder().pattern(written).asResource(false);
      return (resource, context, trace) ->
          padded.match(resource, context, trace) == Match.YES
              ? Match.YES
              : whole.matches(resource) ? read(false, trace) : Match.NO;
    }

    private static Glob built(String head, Template tail, boolean wide) {
      GlobBuilder builder = new GlobBuilder().pattern(head);
      tail.appendTo(builder, RequestContext.EMPTY, Trace.OFF);
      return wide ? builder.asResource(false) : builder.asArn();
    }

    private static Pattern fixed(Glob wide, Glob strict) {
      if (wide.equals(strict)) {
        return (resource, context, trace) -> wide.matches(resource) ? Match.YES : Match.NO;
      }
      return (resource, context, trace) ->
          wide.matches(resource) ? read(strict.matches(resource), trace) : Match.NO;
    }

    /** What a match of the wide reading is worth, given whether the strict one agrees. */
    private static Match read(boolean strictAgrees, Trace trace) {
      if (strictAgrees) {
        return Match.YES;
      }
      trace.touchD3();
      return trace.starCrossesColons ? Match.YES : Match.NO;
    }

    private static String literalStart(String pattern) {
      int end = 0;
      while (end < pattern.length() && pattern.charAt(end) != '*' && pattern.charAt(end) != '?') {
        end++;
      }
      return pattern.substring(0, end);
    }
  }
}
