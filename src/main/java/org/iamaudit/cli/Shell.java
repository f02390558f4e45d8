package org.iamaudit.cli;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.iamaudit.run.Auditor;

/**
 * What surrounds the process, as far as commands need it.
 *
 * @param auditor carries out audits
 */
record Shell(
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal,
    Map<String, String> environment,
    InstantSource clock,
    Signals signals,
    Auditor auditor) {

  /** The shell that this process was started from. */
  static Shell ofProcess(Auditor auditor) {
    return new Shell(
        new PrintStream(System.out, true, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        Terminals.isOutput(),
        Terminals.isError(),
        System.getenv(),
        InstantSource.system(),
        Signals.ofProcess(),
        auditor);
  }

  /** Whether results may be coloured: see no-color.org (read 2026-11-23). */
  boolean colour() {
    return outIsTerminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }
}
