package org.iamaudit.evaluate;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.iamaudit.arn.Arn;
import org.iamaudit.catalog.Catalog;

/**
 * Resources that AWS keeps and no customer can change, whatever policies allow: roles below {@code
 * /aws-reserved/}, AWS managed policies, aliases of AWS managed keys (iam-semantics 4.8, 4.10:
 * observed; cases {@code fixed/*}).
 */
public final class FixedResources {
  private FixedResources() {}

  /** Whether the action would change such a resource. Passing a role changes nothing. */
  public static boolean changes(String action, String resource) {
    if (!mayBeFixed(resource)) {
      return false;
    }
    Optional<Arn> arn = Arn.parse(resource);
    if (arn.isEmpty() || !isFixed(arn.get())) {
      return false;
    }
    OptionalInt index = Catalog.get().index(action);
    if (index.isEmpty() || action.toLowerCase(Locale.ROOT).equals("iam:passrole")) {
      return false;
    }
    return switch (Catalog.get().level(index.getAsInt())) {
      case LIST, READ -> false;
      case WRITE, TAGGING, PERMISSIONS_MANAGEMENT ->
          action.regionMatches(true, 0, arn.get().service() + ":", 0, 4);
    };
  }

  /** A cheap look, for nearly every resource is not. */
  private static boolean mayBeFixed(String resource) {
    return resource.contains("/aws-reserved/")
        || resource.contains("::aws:policy/")
        || resource.contains(":alias/aws/");
  }

  private static boolean isFixed(Arn arn) {
    return switch (arn.service()) {
      case "iam" ->
          arn.resource().startsWith("role/aws-reserved/")
              || (arn.account().equals("aws") && arn.resource().startsWith("policy/"));
      case "kms" -> arn.resource().startsWith("alias/aws/");
      default -> false;
    };
  }
}
