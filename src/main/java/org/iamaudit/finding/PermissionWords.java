package org.iamaudit.finding;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.iamaudit.arn.Words;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.catalog.Service;
import org.iamaudit.permission.Box;
import org.iamaudit.permission.ConstraintText;
import org.iamaudit.permission.PermissionSet;

/** Says a set of requests in words, exactly, over the actions of the catalogue. */
public final class PermissionWords {
  private PermissionWords() {}

  /**
   * The views whose union is the set; a box that holds no action of the catalogue grants nothing
   * today and has none.
   */
  public static List<PermissionView> of(PermissionSet set) {
    List<PermissionView> views = new ArrayList<>();
    for (Box box : set.parts()) {
      if (box.actions().holdsKnown()) {
        List<String> actions = ActionPatterns.of(box.actions().knownBits());
        List<String> conditions = ConstraintText.of(box.constraint());
        for (Words words : box.resources().words()) {
          views.add(new PermissionView(actions, words.includes(), words.excepts(), conditions));
        }
      }
    }
    return views;
  }

  /** A short phrase: {@code 12 actions of s3, sqs and 3 more services}. */
  static String summary(PermissionSet set) {
    Catalog catalog = Catalog.get();
    BitSet all = new BitSet();
    set.boxes().forEach(b -> all.or(b.actions().knownBits()));
    int count = all.cardinality();
    if (count == 1) {
      return catalog.action(all.nextSetBit(0));
    }
    List<String> services = new ArrayList<>();
    for (int i = all.nextSetBit(0); i >= 0; ) {
      Service service = catalog.serviceOf(i);
      services.add(service.prefix());
      i = all.nextSetBit(service.endAction());
    }
    if (services.size() == 1 && count <= 3) {
      return String.join(", ", ActionPatterns.of(all));
    }
    int more = services.size() - 3;
    String named =
        more > 1
            ? String.join(", ", services.subList(0, 3)) + " and " + more + " more services"
            : String.join(", ", services);
    return count + " actions of " + named;
  }
}
