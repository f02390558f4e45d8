package org.iamaudit.report;

import java.io.IOException;

/**
 * The last word on a package that is written and not yet in its place: it may still be refused, and
 * whoever must know that it is there learns of it here.
 *
 * @param <T> describes the package as it will be
 */
@FunctionalInterface
public interface Release<T> {
  /** For runs by hand, which nobody else does at the same time. */
  Release<Object> ALWAYS = (made, move) -> move.move();

  /**
   * Carries out the move, or throws.
   *
   * @return what the move returned
   */
  boolean release(T made, Move move) throws IOException;

  /** Takes a package to its place; nothing happens before it is called. */
  @FunctionalInterface
  interface Move {
    /** Returns false if there is a package of that name already, which stays as it was. */
    boolean move() throws IOException;
  }
}
