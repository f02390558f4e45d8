package org.iamaudit.evaluate;

import java.util.List;
import java.util.Map;
import org.iamaudit.permission.Atom;
import org.iamaudit.permission.Box;
import org.iamaudit.permission.Constraint;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.permission.ValueSet;

/**
 * Whether one concrete request lies in a set of requests, looked up as plainly as the set is
 * defined.
 */
public final class SetMembership {
  private SetMembership() {}

  /** Keys of the context are lower case. */
  public static boolean contains(
      PermissionSet set, String action, String resource, Map<String, List<String>> context) {
    for (Box box : set.boxes()) {
      if (box.covers(action, resource) && satisfies(box.constraint(), resource, context)) {
        return true;
      }
    }
    return false;
  }

  private static boolean satisfies(
      Constraint constraint, String resource, Map<String, List<String>> context) {
    for (Map.Entry<String, ValueSet> entry : constraint.keys().entrySet()) {
      List<String> values = context.get(entry.getKey());
      boolean in =
          values == null ? entry.getValue().absent() : entry.getValue().contains(values.get(0));
      if (!in) {
        return false;
      }
    }
    for (Map.Entry<Atom, Boolean> entry : constraint.atoms().entrySet()) {
      if (holds(entry.getKey(), resource, context) != entry.getValue()) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(Atom atom, String resource, Map<String, List<String>> context) {
    if (atom.condition().isPresent()) {
      return ConditionEvaluator.test(atom.condition().get(), RequestContext.of(context), true);
    }
    return ResourceVariables.matches(atom.resource().orElseThrow(), resource, context);
  }
}
