package org.iamaudit.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** What H2 says in some hundred words, in one line with what to do. */
class DatabaseFailureTest {
  private static final HistorySettings SETTINGS = HistorySettings.in(Path.of("/state"));

  /** As H2 2.5 says it on a full disk. */
  private static SQLException fullDisk() {
    return new SQLException(
        "General error",
        "HY000",
        50000,
        new IllegalStateException("Writing to sun.nio.ch.FileChannelImpl@1 failed; length 8192"));
  }

  @Test
  void fullDiskIsNoDamage() {
    for (HistoryException e :
        new HistoryException[] {
          DatabaseFailure.opening(SETTINGS, fullDisk()),
          DatabaseFailure.using(SETTINGS, "cannot ask", fullDisk())
        }) {
      assertThat(e)
          .hasMessage(
              "cannot write the history `/state/history.mv.db`; is its disk full? make room and try"
                  + " again");
      assertThat(e.isDamage()).isFalse();
    }
  }

  /** H2 says that it waited, and why in a cause. */
  @Test
  void rowsThatAreMissingAreDamageAndLocksAreNot() {
    SQLException missing =
        new SQLException("Row not found when trying to delete from index", "90112", 90112);
    SQLException waited = new SQLException("Timeout trying to lock table", "HYT00", 50200);
    assertThat(DatabaseFailure.using(SETTINGS, "cannot fill", waited).isDamage()).isFalse();
    waited.initCause(missing);
    assertThat(DatabaseFailure.using(SETTINGS, "cannot fill", waited).isDamage()).isTrue();
  }
}
