package org.iamaudit.finding;

import java.util.Optional;
import org.iamaudit.permission.PermissionSet;

/** Finds a concrete request of a set and has the concrete evaluator confirm what the set claims. */
interface Prover {

  /**
   * A request of the set that the evaluator decides as expected; empty if none was found.
   *
   * @param allowed whether the principal must be allowed to make it, or must be denied
   */
  Optional<Witness> prove(PermissionSet set, boolean allowed);
}
