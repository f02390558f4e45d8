package org.iamaudit.finding;

import java.util.BitSet;
import org.iamaudit.arn.Language;
import org.iamaudit.catalog.AccessLevel;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.permission.Box;
import org.iamaudit.permission.PermissionSet;

/**
 * How bad an excess is, from what it can do and how far it reaches: permissions management is high,
 * writing to all resources, or to all but some, is high, only listing is low, the rest medium; one
 * step less if all of it is bound to a condition.
 */
record SeverityRule(Severity severity, String reason) {

  static SeverityRule of(PermissionSet excess) {
    boolean managing = false;
    boolean writingEverywhere = false;
    boolean withoutException = false;
    boolean onlyListing = true;
    for (Box box : excess.boxes()) {
      AccessLevel highest = highest(box.actions().knownBits());
      managing |= highest == AccessLevel.PERMISSIONS_MANAGEMENT;
      writingEverywhere |=
          highest.compareTo(AccessLevel.WRITE) >= 0 && reachesEverywhere(box.resources());
      withoutException |=
          highest.compareTo(AccessLevel.WRITE) >= 0 && box.resources().isEverything();
      onlyListing &= highest == AccessLevel.LIST || !box.actions().holdsKnown();
    }
    Severity severity =
        managing || writingEverywhere
            ? Severity.HIGH
            : onlyListing ? Severity.LOW : Severity.MEDIUM;
    String reason =
        managing
            ? "permissions management"
            : writingEverywhere
                ? "write on all resources" + (withoutException ? "" : " but some")
                : onlyListing ? "list only" : "read or limited write";
    return excess.isConditional()
        ? new SeverityRule(lower(severity), reason + ", bound to a condition")
        : new SeverityRule(severity, reason);
  }

  /** All resources, or all but some: leaving out a bucket or two does not make it narrow. */
  private static boolean reachesEverywhere(Language resources) {
    return resources.isEverything()
        || resources.words().stream().anyMatch(w -> w.includes().contains("*"));
  }

  static AccessLevel highest(BitSet actions) {
    AccessLevel highest = AccessLevel.LIST;
    for (int i = actions.nextSetBit(0); i >= 0; i = actions.nextSetBit(i + 1)) {
      AccessLevel level = Catalog.get().level(i);
      if (level.compareTo(highest) > 0) {
        highest = level;
      }
    }
    return highest;
  }

  private static Severity lower(Severity severity) {
    return Severity.values()[Math.min(severity.ordinal() + 1, Severity.INFO.ordinal())];
  }
}
