package org.iamaudit.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.iamaudit.permission.PermissionSet;

/**
 * Takes from what is allowed what limits withhold and denials deny; the same from the same objects
 * once. Safe for use by several threads.
 */
final class Restriction {
  private final Map<Restricted, PermissionSet> left = new ConcurrentHashMap<>();

  private record Restricted(Same allowed, List<Same> limits, List<Same> denied) {}

  /**
   * What is left of a set. Limits and denies that are about other actions are passed over, so that
   * principals who differ in those alone share the result.
   */
  PermissionSet of(PermissionSet allowed, List<Limit> limits, List<Denial> denials) {
    List<PermissionSet> limiting = new ArrayList<>();
    List<PermissionSet> denied = new ArrayList<>();
    for (Limit limit : limits) {
      if (limit.concerns(allowed)) {
        limit.withheld().ifPresentOrElse(denied::add, () -> limiting.add(limit.allowed()));
      }
    }
    for (Denial denial : denials) {
      if (denial.denied().actions().overlaps(allowed.actions())) {
        denied.add(denial.denied());
      }
    }
    if (limiting.isEmpty() && denied.isEmpty()) {
      return allowed;
    }
    Restricted key =
        new Restricted(
            new Same(allowed),
            limiting.stream().map(Same::new).toList(),
            denied.stream().map(Same::new).toList());
    return left.computeIfAbsent(
        key,
        k -> {
          PermissionSet rest = allowed;
          for (PermissionSet limit : limiting) {
            rest = rest.intersect(limit);
          }
          for (PermissionSet deny : denied) {
            rest = rest.minus(deny);
          }
          return rest;
        });
  }
}
