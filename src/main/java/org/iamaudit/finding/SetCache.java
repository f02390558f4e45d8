package org.iamaudit.finding;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.iamaudit.permission.PermissionSet;

/**
 * Remembers differences and intersections of sets, by the identity of the two objects: principals
 * that share policies and baselines share the results.
 */
final class SetCache {
  private final Map<Key, PermissionSet> results = new ConcurrentHashMap<>();

  /** A set as itself, not as what it holds. */
  record Same(PermissionSet set) {
    @Override
    public boolean equals(Object o) {
      return o instanceof Same other && set == other.set;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(set);
    }
  }

  private record Key(PermissionSet a, PermissionSet b, boolean minus) {
    @Override
    public boolean equals(Object o) {
      return o instanceof Key other && a == other.a && b == other.b && minus == other.minus;
    }

    @Override
    public int hashCode() {
      return (System.identityHashCode(a) * 31 + System.identityHashCode(b)) * 2 + (minus ? 1 : 0);
    }
  }

  PermissionSet minus(PermissionSet a, PermissionSet b) {
    return a.isEmpty() || b.isEmpty()
        ? a
        : results.computeIfAbsent(new Key(a, b, true), k -> a.minus(b));
  }

  PermissionSet intersect(PermissionSet a, PermissionSet b) {
    return a.isEmpty() || b.isEmpty()
        ? PermissionSet.EMPTY
        : results.computeIfAbsent(new Key(a, b, false), k -> a.intersect(b));
  }
}
