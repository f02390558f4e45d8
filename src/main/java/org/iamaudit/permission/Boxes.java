package org.iamaudit.permission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Joins boxes that differ in one dimension only, so that sets stay small and read well. */
final class Boxes {
  private record SameActions(ActionSet actions, Constraint constraint) {}

  private record SameResources(org.iamaudit.arn.Language resources, Constraint constraint) {}

  private Boxes() {}

  /** A list with the same union, no longer than the given one. */
  static List<Box> merge(List<Box> boxes) {
    if (boxes.size() < 2) {
      return boxes;
    }
    Map<SameResources, Box> byResources = new LinkedHashMap<>();
    for (Box box : boxes) {
      byResources.merge(
          new SameResources(box.resources(), box.constraint()),
          box,
          (a, b) -> new Box(a.actions().union(b.actions()), a.resources(), a.constraint()));
    }
    Map<SameActions, Box> byActions = new LinkedHashMap<>();
    for (Box box : byResources.values()) {
      byActions.merge(
          new SameActions(box.actions(), box.constraint()),
          box,
          (a, b) -> new Box(a.actions(), a.resources().union(b.resources()), a.constraint()));
    }
    return new ArrayList<>(byActions.values());
  }
}
