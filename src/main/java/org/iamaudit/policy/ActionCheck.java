package org.iamaudit.policy;

/**
 * Warns of values of {@code Action} and {@code NotAction} that no action can match. IAM refuses
 * most of them when a policy is saved; evaluation has a clear answer all the same.
 */
record ActionCheck(PolicyKind kind, Problems problems) {

  void check(Json.Scalar value) {
    String action = value.text();
    String reason = isWellFormed(action) ? "" : reason(action);
    if (!reason.isEmpty()) {
      problems.warning(value.place(), Quoted.of(action) + " matches no action: " + reason);
    } else if (kind == PolicyKind.TRUST
        && !action.startsWith("*")
        && !action.regionMatches(true, 0, "sts:", 0, 4)) {
      problems.warning(
          value.place(),
          Quoted.of(action) + " does nothing in a role trust policy, only `sts` does");
    }
  }

  /** Whether it is {@code *}, {@code *:*} or a prefix, a colon and a name; nearly all are. */
  private static boolean isWellFormed(String action) {
    int colon = action.indexOf(':');
    if (colon <= 0 || colon == action.length() - 1) {
      return action.equals("*");
    }
    for (int i = 0; i < action.length(); i++) {
      char c = action.charAt(i);
      boolean fits = i < colon ? isOfPrefix(c) : i == colon || isOfName(c);
      if (!fits) {
        return action.equals("*:*");
      }
    }
    return true;
  }

  private static boolean isOfPrefix(int c) {
    return Ascii.isAlphanumeric(c) || c == '-' || c == '.';
  }

  private static boolean isOfName(int c) {
    return Ascii.isAlphanumeric(c) || "*?-_.".indexOf(c) >= 0;
  }

  /** Why it is not well formed. */
  private static String reason(String action) {
    int colon = action.indexOf(':');
    if (action.chars().anyMatch(Character::isWhitespace)) {
      return "it has white space";
    }
    if (action.contains("${")) {
      return "there are no policy variables in actions";
    }
    if (colon < 0) {
      return "it has no service prefix, as in `s3:GetObject`";
    }
    if (action.indexOf(':', colon + 1) >= 0) {
      return "it has more than one colon";
    }
    String prefix = action.substring(0, colon);
    if (prefix.indexOf('*') >= 0 || prefix.indexOf('?') >= 0) {
      return "a wildcard in the service prefix is not one";
    }
    if (prefix.isEmpty() || !prefix.chars().allMatch(ActionCheck::isOfPrefix)) {
      return Quoted.of(prefix) + " is no service prefix";
    }
    return colon == action.length() - 1
        ? "nothing follows the colon"
        : "names of actions are letters and digits";
  }
}
