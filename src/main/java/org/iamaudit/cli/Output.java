package org.iamaudit.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import org.iamaudit.config.AuditConfig.LogSettings;
import org.iamaudit.config.LogFormat;
import org.iamaudit.config.LogLevel;
import org.iamaudit.run.Progress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a command writes: its result to stdout, everything else to stderr. With JSON logs each line
 * on stderr is a JSON object, errors included.
 */
final class Output {
  private static final Logger LOG = LoggerFactory.getLogger("org.iamaudit.cli");

  private static final LogSettings DEFAULT = new LogSettings(LogLevel.INFO, LogFormat.TEXT);

  private final Shell shell;
  private LogFormat format = LogFormat.TEXT;
  private boolean quiet;

  Output(Shell shell) {
    this.shell = shell;
  }

  /** The same for a command that has no configuration, or has not read it yet. */
  void showProgress(OutputOptions options) {
    showProgress(options, DEFAULT);
  }

  /**
   * Sets up the log of a command that shows its progress. As text, progress lines tell what the log
   * would tell, which then holds warnings only.
   */
  void showProgress(OutputOptions options, LogSettings settings) {
    LogFormat chosen = options.logFormat().orElse(settings.format());
    boolean progressTells = chosen == LogFormat.TEXT && !options.verbose();
    use(
        options,
        progressTells ? atMost(LogLevel.WARN, settings.level()) : settings.level(),
        chosen);
  }

  /** The same for a command that has not read its configuration yet. */
  void showLog(OutputOptions options) {
    showLog(options, DEFAULT);
  }

  /** Sets up the log of a command that is followed by its log. */
  void showLog(OutputOptions options, LogSettings settings) {
    use(options, settings.level(), options.logFormat().orElse(settings.format()));
  }

  private void use(OutputOptions options, LogLevel level, LogFormat chosen) {
    format = chosen;
    quiet = options.quiet();
    LogLevel wanted =
        options.verbose() ? LogLevel.DEBUG : quiet ? atMost(LogLevel.WARN, level) : level;
    Logging.use(shell.err(), wanted, chosen);
  }

  /** The one that says less. */
  private static LogLevel atMost(LogLevel a, LogLevel b) {
    return a.compareTo(b) < 0 ? a : b;
  }

  /** Shows the progress of a run in the way that suits stderr. */
  Progress progress() {
    if (quiet || format == LogFormat.JSON) {
      return Progress.none();
    }
    InstantSource clock = shell.clock();
    return shell.errIsTerminal()
        ? new TerminalProgress(shell.err(), clock)
        : new LineProgress(shell.err(), clock);
  }

  /** A result, with its line breaks. */
  void result(String text) {
    shell.out().print(text);
    shell.out().flush();
  }

  /** A problem, on one line. */
  void error(String line) {
    if (format == LogFormat.JSON) {
      LOG.error(line);
    } else {
      shell.err().println("error: " + Printable.line(line));
    }
  }

  /** What people should know, although all went well. */
  void warning(String line) {
    if (format == LogFormat.JSON) {
      LOG.warn(line);
    } else {
      shell.err().println("warning: " + Printable.line(line));
    }
  }

  /** The stack trace of a problem. */
  void trace(Throwable e) {
    if (format == LogFormat.JSON) {
      LOG.error("stack trace", e);
    } else {
      e.printStackTrace(shell.err());
    }
  }

  PrintWriter resultWriter() {
    return new PrintWriter(shell.out(), true);
  }

  PrintWriter messageWriter() {
    return new PrintWriter(shell.err(), true);
  }
}
