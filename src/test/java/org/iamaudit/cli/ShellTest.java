package org.iamaudit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ShellTest {

  @Test
  void coloursAreForTerminalsOfThoseWhoWantThem() {
    assertThat(shell(true, Map.of("TERM", "xterm")).colour()).isTrue();
    assertThat(shell(true, Map.of("NO_COLOR", "")).colour()).isTrue();
    assertThat(shell(true, Map.of("NO_COLOR", "1")).colour()).isFalse();
    assertThat(shell(true, Map.of("TERM", "dumb")).colour()).isFalse();
    assertThat(shell(false, Map.of("TERM", "xterm")).colour()).isFalse();
  }

  private static Shell shell(boolean terminal, Map<String, String> environment) {
    return new Shell(
        System.out,
        System.err,
        terminal,
        false,
        environment,
        () -> TestShell.NOW,
        Signals.ofProcess(),
        (request, progress) -> {
          throw new UnsupportedOperationException();
        });
  }
}
