package org.iamaudit.finding;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.catalog.Service;

/**
 * Writes a set of catalogue actions as short as a person would: {@code s3:*} for a whole service,
 * {@code s3:Get*} where the set holds every action that begins so, names for the rest. Exact: the
 * actions of the catalogue that one of the patterns matches are those of the set, no more and no
 * less.
 */
final class ActionPatterns {
  /** As many names as a pattern must stand for; fewer say more when they are written out. */
  private static final int FEWEST = 4;

  private final Catalog catalog = Catalog.get();
  private final BitSet actions;
  private final List<String> patterns = new ArrayList<>();

  private ActionPatterns(BitSet actions) {
    this.actions = actions;
  }

  /** In catalogue order; {@code *} for all. */
  static List<String> of(BitSet actions) {
    if (actions.cardinality() == Catalog.get().size()) {
      return List.of("*");
    }
    ActionPatterns found = new ActionPatterns(actions);
    for (int i = actions.nextSetBit(0); i >= 0; ) {
      Service service = found.catalog.serviceOf(i);
      found.service(service);
      i = actions.nextSetBit(service.endAction());
    }
    return found.patterns;
  }

  private void service(Service service) {
    int from = service.firstAction();
    int to = service.endAction();
    if (holdsAll(from, to)) {
      patterns.add(service.prefix() + ":*");
    } else {
      words(service, from, to, service.prefix().length() + 1);
    }
  }

  /** Actions whose names are the same up to a place, taken apart by the word that follows. */
  private void words(Service service, int from, int to, int place) {
    for (int i = actions.nextSetBit(from); i >= 0 && i < to; ) {
      String name = catalog.action(i);
      int wordEnd = wordEnd(name, place);
      String beginning = catalog.lowerCaseAction(i).substring(0, wordEnd);
      int first = i;
      while (first > service.firstAction() && begins(first - 1, beginning)) {
        first--;
      }
      int end = i + 1;
      while (end < service.endAction() && begins(end, beginning)) {
        end++;
      }
      if (end - first >= FEWEST && holdsAll(first, end)) {
        patterns.add(name.substring(0, wordEnd) + "*");
      } else if (wordEnd == name.length()) {
        patterns.add(name);
        end = i + 1;
      } else {
        words(service, i, end, wordEnd);
      }
      i = actions.nextSetBit(end);
    }
  }

  private boolean begins(int action, String lowerCase) {
    return catalog.lowerCaseAction(action).startsWith(lowerCase);
  }

  private boolean holdsAll(int from, int to) {
    return actions.nextClearBit(from) >= to;
  }

  /** Where the word that begins at the place ends: {@code Get|Object|Acl}, {@code DB|Cluster}. */
  private static int wordEnd(String name, int place) {
    int end = place + 1;
    while (end < name.length() && !beginsWord(name, end)) {
      end++;
    }
    return end;
  }

  private static boolean beginsWord(String name, int at) {
    return Character.isUpperCase(name.charAt(at))
        && (!Character.isUpperCase(name.charAt(at - 1))
            || at + 1 < name.length() && Character.isLowerCase(name.charAt(at + 1)));
  }
}
