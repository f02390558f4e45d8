package org.iamaudit.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.iamaudit.run.Progress;

/** Progress for a person: one line that changes, and is gone at the end. */
final class TerminalProgress implements Progress {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final String REWRITE = "\r\033[K";
  private static final int WIDTH = 79;

  private final PrintStream stream;
  private final InstantSource clock;
  private Optional<PhaseClock> phase = Optional.empty();
  private Instant next = Instant.MIN;

  TerminalProgress(PrintStream stream, InstantSource clock) {
    this.stream = stream;
    this.clock = clock;
  }

  @Override
  public synchronized void phase(String name, long total) {
    PhaseClock started = new PhaseClock(name, total, clock);
    phase = Optional.of(started);
    show(started, clock.instant());
  }

  @Override
  public synchronized void advance(long by) {
    phase.ifPresent(
        p -> {
          p.advance(by);
          Instant now = clock.instant();
          if (!now.isBefore(next)) {
            show(p, now);
          }
        });
  }

  private void show(PhaseClock running, Instant now) {
    next = now.plus(PAUSE);
    String line = running.running();
    // A line that wraps could not be rewritten.
    stream.print(REWRITE + (line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line));
    stream.flush();
  }

  @Override
  public synchronized void done() {
    if (phase.isPresent()) {
      stream.print(REWRITE);
      stream.flush();
      phase = Optional.empty();
    }
  }
}
