package org.iamaudit.evaluate;

import org.iamaudit.permission.ActionSet;
import org.iamaudit.permission.Box;
import org.iamaudit.permission.PermissionSet;

/**
 * A layer that must allow as well: the permissions boundary, or the SCPs of one level.
 *
 * @param name in words, for example {@code SCPs of organizational unit Finance}
 */
public record Limit(String name, PermissionSet allowed) {

  /** Whether it may take something from a set: some action is not allowed whatever is asked. */
  boolean concerns(PermissionSet set) {
    ActionSet free = ActionSet.NONE;
    for (Box box : allowed.boxes()) {
      if (box.resources().isEverything() && box.constraint().isFree()) {
        free = free.union(box.actions());
      }
    }
    return !set.actions().minus(free).isEmpty();
  }
}
