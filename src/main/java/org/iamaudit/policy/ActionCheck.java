package org.iamaudit.policy;

/**
 * Warns of values of {@code Action} and {@code NotAction} that no action can match. IAM refuses
 * most of them when a policy is saved; evaluation has a clear answer all the same.
 */
record ActionCheck(PolicyKind kind, Problems problems) {

  void check(Json.Scalar value) {
    String action = value.text();
    if (action.equals("*") || action.equals("*:*")) {
      return;
    }
    String reason = reason(action);
    if (!reason.isEmpty()) {
      problems.warning(value.place(), Quoted.of(action) + " matches no action: " + reason);
    } else if (kind == PolicyKind.TRUST && !action.regionMatches(true, 0, "sts:", 0, 4)) {
      problems.warning(
          value.place(),
          Quoted.of(action) + " does nothing in a role trust policy, only `sts` does");
    }
  }

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
    if (prefix.isEmpty()
        || !prefix.chars().allMatch(c -> Ascii.isAlphanumeric(c) || c == '-' || c == '.')) {
      return Quoted.of(prefix) + " is no service prefix";
    }
    String name = action.substring(colon + 1);
    if (name.isEmpty()) {
      return "nothing follows the colon";
    }
    return name.chars().allMatch(c -> Ascii.isAlphanumeric(c) || "*?-_.".indexOf(c) >= 0)
        ? ""
        : "names of actions are letters and digits";
  }
}
