package org.iamaudit.evaluate;

import java.util.Optional;
import org.iamaudit.permission.ActionSet;
import org.iamaudit.permission.Box;
import org.iamaudit.permission.PermissionSet;

/**
 * A layer that must allow as well: the permissions boundary, the SCPs of one level, or the policies
 * of KMS keys and roles.
 *
 * @param name in words, for example {@code SCPs of organizational unit Finance}
 * @param withheld all that it takes away, if it has a say in few requests only; empty: everything
 *     that it does not allow
 */
public record Limit(String name, PermissionSet allowed, Optional<PermissionSet> withheld) {

  /** Whether it may take something from a set: some action is not allowed whatever is asked. */
  boolean concerns(PermissionSet set) {
    if (withheld.isPresent()) {
      return withheld.get().actions().overlaps(set.actions());
    }
    ActionSet free = ActionSet.NONE;
    for (Box box : allowed.boxes()) {
      if (box.resources().isEverything() && box.constraint().isFree()) {
        free = free.union(box.actions());
      }
    }
    return !set.actions().minus(free).isEmpty();
  }

  /** The part of a set that it takes away. */
  PermissionSet withheldFrom(PermissionSet set) {
    return withheld.isPresent() ? set.intersect(withheld.get()) : set.minus(allowed);
  }
}
