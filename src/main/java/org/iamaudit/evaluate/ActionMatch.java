package org.iamaudit.evaluate;

import java.util.List;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.NameCase;
import org.iamaudit.policy.Patterns;

/**
 * {@code Action} or {@code NotAction}. A pattern is {@code *} or {@code prefix:name}; prefix and
 * name are compared without case; wildcards may stand anywhere in the name but not in the prefix,
 * except that {@code *:*} equals {@code *}; an empty name matches nothing. {@code NotAction}
 * matches every action that no pattern matches, of every service (IAM User Guide, "IAM JSON policy
 * elements: Action" and "NotAction", read 2026-11; cases {@code action/*}).
 */
final class ActionMatch {
  private interface Pattern {
    boolean matches(String lowerCaseAction);
  }

  private final boolean negated;
  private final List<Pattern> patterns;

  ActionMatch(Patterns action) {
    negated = action.negated();
    patterns = action.values().stream().map(ActionMatch::pattern).toList();
  }

  private static Pattern pattern(String written) {
    String pattern = NameCase.lower(written);
    if (pattern.equals("*") || pattern.equals("*:*")) {
      return action -> true;
    }
    int colon = pattern.indexOf(':');
    boolean wellFormed =
        colon > 0
            && colon + 1 < pattern.length()
            && pattern.indexOf(':', colon + 1) < 0
            && !hasWildcard(pattern.substring(0, colon));
    if (!wellFormed) {
      return action -> false;
    }
    if (!hasWildcard(pattern)) {
      return pattern::equals;
    }
    Glob glob = Glob.of(pattern);
    return glob::matches;
  }

  private static boolean hasWildcard(String text) {
    return text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
  }

  boolean matches(String lowerCaseAction) {
    for (Pattern pattern : patterns) {
      if (pattern.matches(lowerCaseAction)) {
        return !negated;
      }
    }
    return negated;
  }
}
