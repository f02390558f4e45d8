package org.iamaudit.history;

import java.sql.SQLException;
import java.util.Set;

/** Says in words what a database answered, with what to do about it. */
final class DatabaseFailure {
  /** H2: see org.h2.api.ErrorCode. */
  private static final int IN_USE = 90020;

  private static final Set<Integer> DAMAGED = Set.of(90030, 90057, 90048, 90054, 50000, 50100);

  private DatabaseFailure() {}

  static HistoryException of(String what, SQLException e) {
    return new HistoryException(what + ": " + said(e), e);
  }

  /** What is wrong with a database that cannot be opened. */
  static HistoryException opening(HistorySettings settings, SQLException e) {
    String name =
        "the history `" + settings.file().map(Object::toString).orElse(settings.url()) + "`";
    if (e.getErrorCode() == IN_USE) {
      return new HistoryException(
          name
              + " is in use by another process, such as another run; wait for it or stop it, or share a"
              + " PostgreSQL (`database`)",
          e);
    }
    if (settings.file().isPresent() && DAMAGED.contains(e.getErrorCode())) {
      return new HistoryException(
          name
              + " is damaged; `history rebuild` puts it aside and makes it again from the packages"
              + " in `reports`",
          e);
    }
    return new HistoryException("cannot open " + name + ": " + said(e), e);
  }

  /** The first line; H2 appends its number, PostgreSQL more lines. */
  private static String said(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse("").replaceAll("\\s*\\[\\d+-\\d+\\]$", "").strip();
  }
}
