package org.iamaudit.evaluate;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.catalog.Service;

/**
 * Resources that AWS keeps and no customer can change, whatever policies allow: roles below {@code
 * /aws-reserved/}, AWS managed policies, aliases of AWS managed keys (iam-semantics 4.8, 4.10:
 * observed; cases {@code fixed/*}). As data, so that sets of permissions can leave them out too.
 *
 * @param actions the actions of the service that change something. Passing a role changes nothing
 * @param resources the ARNs that are kept
 */
public record FixedResources(BitSet actions, Glob resources) {
  private static final class Holder {
    static final List<FixedResources> ALL =
        List.of(
            of("iam", "arn:*:iam:*:*:role/aws-reserved/*"),
            of("iam", "arn:*:iam:*:aws:policy/*"),
            of("kms", "arn:*:kms:*:*:alias/aws/*"));
  }

  private static FixedResources of(String service, String pattern) {
    Catalog catalog = Catalog.get();
    Service range = catalog.service(service).orElseThrow();
    BitSet changing = new BitSet();
    for (int action = range.firstAction(); action < range.endAction(); action++) {
      boolean changes =
          switch (catalog.level(action)) {
            case LIST, READ -> false;
            case WRITE, TAGGING, PERMISSIONS_MANAGEMENT -> true;
          };
      changing.set(action, changes && !catalog.lowerCaseAction(action).equals("iam:passrole"));
    }
    return new FixedResources(changing, new GlobBuilder().pattern(pattern).asArn());
  }

  /** All of them. */
  public static List<FixedResources> all() {
    return Holder.ALL;
  }

  /** Whether the action would change such a resource. */
  static boolean changes(String action, String resource) {
    if (!action.startsWith("iam:") && !action.startsWith("kms:")) {
      return false;
    }
    OptionalInt index = Catalog.get().index(action);
    for (FixedResources fixed : Holder.ALL) {
      if (index.isPresent()
          && fixed.actions.get(index.getAsInt())
          && fixed.resources.matches(resource)) {
        return true;
      }
    }
    return false;
  }
}
