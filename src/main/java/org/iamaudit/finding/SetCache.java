package org.iamaudit.finding;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.iamaudit.evaluate.Same;
import org.iamaudit.permission.PermissionSet;

/**
 * Remembers differences and intersections of sets, by the identity of the two objects: principals
 * that share policies and baselines share the results.
 */
final class SetCache {
  private final Map<Key, PermissionSet> results = new ConcurrentHashMap<>();

  private record Key(Same a, Same b, boolean minus) {}

  PermissionSet minus(PermissionSet a, PermissionSet b) {
    return a.isEmpty() || b.isEmpty()
        ? a
        : results.computeIfAbsent(new Key(new Same(a), new Same(b), true), k -> a.minus(b));
  }

  PermissionSet intersect(PermissionSet a, PermissionSet b) {
    return a.isEmpty() || b.isEmpty()
        ? PermissionSet.EMPTY
        : results.computeIfAbsent(new Key(new Same(a), new Same(b), false), k -> a.intersect(b));
  }
}
