package org.iamaudit.history;

import java.sql.SQLException;
import java.util.Set;

/** Says in words what a database answered, with what to do about it. */
final class DatabaseFailure {
  /** H2: see org.h2.api.ErrorCode. */
  private static final int IN_USE = 90020;

  /** It was closed, somebody waits for it, or it was told to stop. */
  private static final Set<Integer> PASSING = Set.of(90013, 90067, 90098, 90121, 50200, 57014);

  /**
   * A row that an index names is not there. H2 takes that for another's doing, tries again, and in
   * the end says that it waited too long (50200).
   */
  private static final Set<Integer> ROW_MISSING = Set.of(90112, 90143);

  /** Reading or writing the file failed, be it that it ends too early or that the disk is full. */
  private static final Set<Integer> FILE = Set.of(90028, 90031);

  private DatabaseFailure() {}

  /** What is wrong with a database that is open. */
  static HistoryException using(HistorySettings settings, String what, SQLException e) {
    if (isCause(e, "Writing to")) {
      return full(settings, e);
    }
    return isDamage(settings, e)
        ? damaged(settings, e)
        : new HistoryException(what + ": " + said(e), e);
  }

  /** What is wrong with a database that cannot be opened. */
  static HistoryException opening(HistorySettings settings, SQLException e) {
    if (e.getErrorCode() == IN_USE) {
      return new HistoryException(
          name(settings)
              + " is in use by another process, such as another run; wait for it or stop it, or share a"
              + " PostgreSQL (`database`)",
          e);
    }
    if (isCause(e, "Writing to")) {
      return full(settings, e);
    }
    return isDamage(settings, e)
        ? damaged(settings, e)
        : new HistoryException("cannot open " + name(settings) + ": " + said(e), e);
  }

  /**
   * A sound file of our own never fails what this package asks, so that nearly everything it says
   * is damage: pages that cannot be read, but also tables that are not there.
   */
  private static boolean isDamage(HistorySettings settings, SQLException e) {
    int code = e.getErrorCode();
    return settings.file().isPresent()
        && code != IN_USE
        && (!PASSING.contains(code) || isRowMissing(e.getCause()))
        && (!FILE.contains(code) || isCause(e, "Reading from"));
  }

  private static boolean isRowMissing(Throwable e) {
    return e != null
        && (e instanceof SQLException sql && ROW_MISSING.contains(sql.getErrorCode())
            || isRowMissing(e.getCause()));
  }

  /**
   * H2 says it in a cause: {@code Reading from file … failed}, {@code Writing to file … failed}.
   */
  private static boolean isCause(Throwable e, String what) {
    return e != null
        && (String.valueOf(e.getMessage()).contains(what) || isCause(e.getCause(), what));
  }

  /** Of a disk without space H2 says no more than that it could not write. */
  private static HistoryException full(HistorySettings settings, SQLException e) {
    return new HistoryException(
        "cannot write " + name(settings) + "; is its disk full? make room and try again", e);
  }

  private static HistoryException damaged(HistorySettings settings, SQLException e) {
    return new HistoryException(
        name(settings)
            + " is damaged; `history rebuild` puts it aside and makes it again from the packages"
            + " in `reports`",
        e,
        true);
  }

  private static String name(HistorySettings settings) {
    return "the history `" + settings.file().map(Object::toString).orElse(settings.url()) + "`";
  }

  /** The first line; H2 appends its number, PostgreSQL more lines. */
  private static String said(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse("").replaceAll("\\s*\\[\\d+-\\d+\\]$", "").strip();
  }
}
