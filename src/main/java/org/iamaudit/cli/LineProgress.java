package org.iamaudit.cli;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.Optional;
import org.iamaudit.run.Progress;

/** Progress for a file or a pipe: a line when a phase is over. */
final class LineProgress implements Progress {
  private final PrintStream stream;
  private final InstantSource clock;
  private Optional<PhaseClock> phase = Optional.empty();

  LineProgress(PrintStream stream, InstantSource clock) {
    this.stream = stream;
    this.clock = clock;
  }

  @Override
  public synchronized void phase(String name, long total) {
    done();
    phase = Optional.of(new PhaseClock(name, total, clock));
  }

  @Override
  public synchronized void advance(long by) {
    phase.ifPresent(p -> p.advance(by));
  }

  @Override
  public synchronized void done() {
    phase.ifPresent(p -> stream.println(p.over()));
    phase = Optional.empty();
  }
}
