package org.iamaudit.permission;

import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.arn.Language;
import org.iamaudit.catalog.AccessLevel;
import org.iamaudit.catalog.Catalog;

/**
 * What AWS keeps and no customer can change, whatever policies allow: Identity Center's roles, AWS
 * managed policies, aliases of AWS managed keys (iam-semantics 4.8, 4.10: observed; cases {@code
 * fixed/*}).
 */
public final class FixedResources {
  /** Their ARNs. */
  static final Language ALL =
      Language.of(
          GlobBuilder.arnFormat("arn:${Partition}:iam::${Account}:role/aws-reserved/${Name}"),
          GlobBuilder.arnFormat("arn:${Partition}:iam::aws:policy/${Name}"),
          GlobBuilder.arnFormat("arn:${Partition}:kms:${Region}:${Account}:alias/aws/${Name}"));

  /** Actions that would change what {@link #ALL} names; passing a role changes nothing. */
  static final BitSet CHANGING = changing();

  private FixedResources() {}

  private static BitSet changing() {
    Catalog catalog = Catalog.get();
    BitSet changing = new BitSet();
    for (String prefix : List.of("iam", "kms")) {
      catalog.expand(prefix + ":*").stream()
          .filter(a -> catalog.level(a).compareTo(AccessLevel.READ) > 0)
          .filter(a -> !catalog.lowerCaseName(a).equals("passrole"))
          .forEach(changing::set);
    }
    return changing;
  }

  /**
   * Whether the action would change such a resource.
   *
   * @param action in lower case
   */
  public static boolean refuse(String action, String resource) {
    if (!action.startsWith("iam:") && !action.startsWith("kms:")) {
      return false;
    }
    OptionalInt index = Catalog.get().index(action);
    return index.isPresent() && CHANGING.get(index.getAsInt()) && ALL.matches(resource);
  }
}
