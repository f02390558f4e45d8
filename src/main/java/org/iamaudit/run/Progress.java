package org.iamaudit.run;

/**
 * Is told how far a run has come. Phases follow one another; a new phase ends the one before.
 *
 * <p>Phases begin and end on the thread of the run; steps may be done by several threads at once.
 */
public interface Progress {

  /** A phase whose size is not known beforehand. */
  long UNKNOWN = -1;

  /**
   * A phase begins.
   *
   * @param name what is done, for people: {@code reading finance-prod}
   * @param total how many steps it has, or {@link #UNKNOWN}
   */
  void phase(String name, long total);

  /** So many more steps of the phase are done. Cheap enough to call at every principal. */
  void advance(long by);

  /** The last phase has ended. Called however the run ends, so that a line is left clean. */
  void done();

  /** Tells nobody. */
  static Progress none() {
    return new Progress() {
      @Override
      public void phase(String name, long total) {}

      @Override
      public void advance(long by) {}

      @Override
      public void done() {}
    };
  }
}
