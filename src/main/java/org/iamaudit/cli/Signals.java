package org.iamaudit.cli;

import java.lang.reflect.Proxy;

/** The wishes of the outside: that the process ends (SIGTERM, SIGINT), or looks anew (SIGHUP). */
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
   * Has {@code reload} run whenever the process is told to read its configuration again.
   *
   * @return false if it never will be: the process was started with SIGHUP ignored, as nohup does,
   *     which Java leaves as it is
   */
  boolean onReload(Runnable reload);

  /**
   * The signals of this process. By itself Java answers a signal with an exit code of its own (143
   * for SIGTERM); halting at the end of the hook puts ours in its place.
   */
  static Signals ofProcess() {
    return new Signals() {
      @Override
      public void onEnd(Ending ending) {
        Runtime.getRuntime()
            .addShutdownHook(
                new Thread(() -> Runtime.getRuntime().halt(ending.end().code()), "signal"));
      }

      @Override
      public boolean onReload(Runnable reload) {
        return hangUp(reload);
      }
    };
  }

  /**
   * Java knows signals only by {@code sun.misc.Signal}, of the supported module {@code
   * jdk.unsupported}; the compiler warns of its very name. Where there is no SIGHUP, nothing ever
   * asks.
   */
  private static boolean hangUp(Runnable reload) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object ours =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (proxy, method, arguments) -> {
                if (method.getName().equals("handle")) {
                  // The thread of a signal has no class loader, and libraries ask for one.
                  ClassLoader loader = Signals.class.getClassLoader();
                  Thread.currentThread().setContextClassLoader(loader);
                  reload.run();
                }
                return null;
              });
      Object hup = signal.getConstructor(String.class).newInstance("HUP");
      Object before = signal.getMethod("handle", signal, handler).invoke(null, hup, ours);
      return before != handler.getField("SIG_IGN").get(null);
    } catch (ReflectiveOperationException e) {
      // Windows: there is no SIGHUP, and a restart reads the configuration as well.
      return true;
    }
  }
}
