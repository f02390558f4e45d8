package org.iamaudit.finding;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.iamaudit.catalog.AccessLevel;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.catalog.Service;
import org.iamaudit.usage.Use;
import org.iamaudit.usage.UseState;

/** Actions of one service and access level whose use is in one state: what one row is about. */
final class ComparisonCell {
  private static final int STATES = UseState.values().length;
  private static final int LEVELS = AccessLevel.values().length;

  private final Service service;
  private final AccessLevel level;
  private final Verdict verdict;
  private final BitSet actions = new BitSet();
  private Use latest;

  private ComparisonCell(Service service, AccessLevel level, Verdict verdict, Use use) {
    this.service = service;
    this.level = level;
    this.verdict = verdict;
    this.latest = use;
  }

  /**
   * The cells of some actions with one standing, by service, level and state of use; those that get
   * no row are left out.
   */
  static List<ComparisonCell> of(BitSet actions, Slice slice, IntFunction<Use> useOf) {
    Catalog catalog = Catalog.get();
    List<ComparisonCell> cells = new ArrayList<>();
    for (int i = actions.nextSetBit(0); i >= 0; ) {
      Service service = catalog.serviceOf(i);
      ComparisonCell[] ofService = new ComparisonCell[LEVELS * STATES];
      for (; i >= 0 && i < service.endAction(); i = actions.nextSetBit(i + 1)) {
        Use use = useOf.apply(i);
        AccessLevel level = catalog.level(i);
        int place = level.ordinal() * STATES + use.state().ordinal();
        if (ofService[place] == null) {
          ofService[place] = new ComparisonCell(service, level, slice.verdict(use.state()), use);
        }
        ofService[place].add(i, use);
      }
      Stream.of(ofService)
          .filter(Objects::nonNull)
          .filter(cell -> cell.verdict != Verdict.OK && cell.verdict != Verdict.NOT_JUDGED)
          .forEach(cells::add);
    }
    return cells;
  }

  private void add(int action, Use use) {
    actions.set(action);
    boolean later =
        latest.lastUsed().isEmpty()
            || use.lastUsed().filter(at -> !at.isBefore(latest.lastUsed().get())).isPresent();
    latest = later ? use : latest;
  }

  Service service() {
    return service;
  }

  AccessLevel level() {
    return level;
  }

  Verdict verdict() {
    return verdict;
  }

  int actionCount() {
    return actions.cardinality();
  }

  /** Patterns without the service, comma separated. */
  String actions() {
    int name = service.prefix().length() + 1;
    return ActionPatterns.of(actions).stream()
        .map(pattern -> pattern.substring(name))
        .collect(Collectors.joining(", "));
  }

  boolean holds(String action) {
    return Catalog.get().index(action).stream().anyMatch(actions::get);
  }

  /** The latest of them. */
  Use use() {
    return latest;
  }
}
