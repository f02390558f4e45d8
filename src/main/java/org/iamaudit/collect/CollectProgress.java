package org.iamaudit.collect;

/** Is told how far a collection has come. */
public interface CollectProgress {

  /** Something is read whose size is not known beforehand. */
  void reading(String what);

  /** As above, in so many steps. */
  void reading(String what, int steps);

  /** One more step is done; by any thread. */
  void advance();

  /** Tells nobody. */
  static CollectProgress none() {
    return new CollectProgress() {
      @Override
      public void reading(String what) {}

      @Override
      public void reading(String what, int steps) {}

      @Override
      public void advance() {}
    };
  }
}
