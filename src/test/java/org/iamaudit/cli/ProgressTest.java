package org.iamaudit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import org.iamaudit.run.Progress;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream stream = new PrintStream(bytes, true, UTF_8);
  private Instant now = Instant.EPOCH;

  @Test
  void aPipeGetsALineWhenAPhaseIsOver() {
    Progress progress = new LineProgress(stream, () -> now);
    progress.phase("reading", Progress.UNKNOWN);
    pass(1_500);
    progress.phase("evaluating", 10_000);
    progress.advance(10_000);
    pass(2_500);
    progress.done();
    progress.done();
    assertThat(bytes.toString(UTF_8)).isEqualTo("reading, 1.5 s\nevaluating: 10,000, 2.5 s\n");
  }

  @Test
  void aTerminalGetsOneLineThatChangesAndGoes() {
    Progress progress = new TerminalProgress(stream, () -> now);
    progress.phase("evaluating", 10_000);
    progress.advance(100);
    pass(500);
    progress.advance(1_900);
    progress.advance(1);
    progress.phase("writing", Progress.UNKNOWN);
    pass(1_000);
    progress.advance(3);
    progress.done();
    assertThat(bytes.toString(UTF_8).split("\r\033\\[K", -1))
        .containsExactly(
            "",
            "evaluating",
            "evaluating: 2,000 of 10,000, 4,000 a second",
            "writing",
            "writing: 3, 3 a second",
            "");
  }

  @Test
  void aTerminalLineNeverWrapsOrObeys() {
    Progress progress = new TerminalProgress(stream, () -> now);
    progress.phase("reading \n" + "x".repeat(200), Progress.UNKNOWN);
    assertThat(bytes.toString(UTF_8))
        .startsWith("\r\033[Kreading \uFFFDxx")
        .endsWith("x…")
        .hasSize(83);
  }

  private void pass(long millis) {
    now = now.plusMillis(millis);
  }
}
