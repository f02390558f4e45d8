package org.iamaudit.cli;

/** The wish of the outside that the process ends: SIGTERM, SIGINT. */
@FunctionalInterface
interface Signals {

  /** Work that is done before the process ends. */
  @FunctionalInterface
  interface Ending {
    /** Ends what is running and says with which code the process then exits. */
    ExitCode end();
  }

  /** Has {@code ending} run once when the process is told to end. */
  void onEnd(Ending ending);

  /**
   * The signals of this process. By itself Java answers a signal with an exit code of its own (143
   * for SIGTERM); halting at the end of the hook puts ours in its place.
   */
  static Signals ofProcess() {
    return ending ->
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(() -> Runtime.getRuntime().halt(ending.end().code()), "signal"));
  }
}
