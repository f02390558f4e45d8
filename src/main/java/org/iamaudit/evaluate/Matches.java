package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.List;

/** The statements of one layer, or of one level of it, that apply to a request. */
final class Matches {
  // Made when first needed: most layers of most requests match nothing.
  private List<MatchedStatement> allowing = List.of();
  private List<MatchedStatement> denying = List.of();
  private Grant grant = Grant.NONE;

  void add(MatchedStatement statement, boolean allow, Grant as) {
    if (allow) {
      allowing = with(allowing, statement);
      grant = Grant.stronger(grant, as);
    } else {
      denying = with(denying, statement);
    }
  }

  private static List<MatchedStatement> with(List<MatchedStatement> all, MatchedStatement one) {
    List<MatchedStatement> grown = all.isEmpty() ? new ArrayList<>(4) : all;
    grown.add(one);
    return grown;
  }

  /** The same, as if no Deny applied. */
  Matches withoutDenying() {
    Matches allowingOnly = new Matches();
    allowingOnly.allowing = allowing;
    allowingOnly.grant = grant;
    return allowingOnly;
  }

  List<MatchedStatement> allowing() {
    return allowing;
  }

  List<MatchedStatement> denying() {
    return denying;
  }

  boolean allows() {
    return !allowing.isEmpty();
  }

  /** The closest way in which an Allow names the caller. */
  Grant grant() {
    return grant;
  }
}
