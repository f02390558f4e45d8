package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.List;

/** The statements of one layer, or of one level of it, that apply to a request. */
final class Matches {
  final List<MatchedStatement> allowing = new ArrayList<>(2);
  final List<MatchedStatement> denying = new ArrayList<>(0);
  private Grant grant = Grant.NONE;

  void add(MatchedStatement statement, boolean allow, Grant as) {
    if (allow) {
      allowing.add(statement);
      grant = Grant.stronger(grant, as);
    } else {
      denying.add(statement);
    }
  }

  boolean allows() {
    return !allowing.isEmpty();
  }

  /** The closest way in which an Allow names the caller. */
  Grant grant() {
    return grant;
  }
}
