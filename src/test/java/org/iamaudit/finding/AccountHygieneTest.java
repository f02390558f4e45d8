package org.iamaudit.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sample account cannot show of findings about baselines. */
class AccountHygieneTest {
  @TempDir Path directory;

  @Test
  void aReviewAfterTheAsOfTimeLeavesABaselineUnreviewed() throws Exception {
    AccountResult result =
        new SmallAccount(directory)
            .user("ann", "")
            .baseline("tomorrow", "reviewed: 2026-11-02\nrequires: []")
            .baseline("someday", "reviewed: 2099-01-01\nreview-every: P6M\nrequires: []")
            .audit();

    assertThat(SmallAccount.of(result, FindingType.BASELINE_OVERDUE, "tomorrow")).isEmpty();
    assertThat(SmallAccount.of(result, FindingType.BASELINE_OVERDUE, "someday"))
        .extracting(Finding::title)
        .containsExactly("`reviewed` is 2099-01-01, after the as-of time: no review yet");
  }
}
