package org.iamaudit.permission;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.iamaudit.arn.Language;

/** Joins boxes that differ in one dimension only, so that sets stay small and read well. */
final class Boxes {
  private record SameActions(ActionSet actions, Constraint constraint) {}

  private record SameResources(Language resources, Constraint constraint) {}

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
    Map<SameActions, List<Language>> byActions = new LinkedHashMap<>();
    for (Box box : byResources.values()) {
      byActions
          .computeIfAbsent(
              new SameActions(box.actions(), box.constraint()), k -> new ArrayList<>(1))
          .add(box.resources());
    }
    List<Box> merged = new ArrayList<>(byActions.size());
    byActions.forEach(
        (same, resources) ->
            merged.add(new Box(same.actions, Language.union(resources), same.constraint)));
    return merged;
  }
}
