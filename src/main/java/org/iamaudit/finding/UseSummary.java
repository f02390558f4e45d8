package org.iamaudit.finding;

import java.time.Instant;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.permission.PermissionSet;
import org.iamaudit.usage.PrincipalUsage;
import org.iamaudit.usage.Use;
import org.iamaudit.usage.UseState;

/**
 * A set's actions by the state of their use.
 *
 * @param overall {@code USED} if any is, else not tracked if any is not, and {@code NOT_USED} only
 *     if all are
 */
record UseSummary(Map<UseState, BitSet> actions, Use overall) {

  static UseSummary of(PermissionSet set, PrincipalUsage usage) {
    Catalog catalog = Catalog.get();
    BitSet all = new BitSet();
    set.boxes().forEach(b -> all.or(b.actions().knownBits()));
    Map<UseState, BitSet> byState = new EnumMap<>(UseState.class);
    Map<UseState, Use> latest = new EnumMap<>(UseState.class);
    for (int i = all.nextSetBit(0); i >= 0; i = all.nextSetBit(i + 1)) {
      Use use = usage.use(catalog.serviceOf(i).prefix(), catalog.lowerCaseName(i));
      byState.computeIfAbsent(use.state(), s -> new BitSet()).set(i);
      latest.merge(use.state(), use, UseSummary::later);
    }
    for (UseState state :
        new UseState[] {
          UseState.USED, UseState.NOT_TRACKED, UseState.WINDOW_TOO_SHORT, UseState.NOT_USED
        }) {
      if (latest.containsKey(state)) {
        return new UseSummary(byState, latest.get(state));
      }
    }
    return new UseSummary(byState, new Use(UseState.NOT_TRACKED, Optional.empty(), "none"));
  }

  private static Use later(Use a, Use b) {
    Instant atA = a.lastUsed().orElse(Instant.MIN);
    return atA.isBefore(b.lastUsed().orElse(Instant.MIN)) ? b : a;
  }

  BitSet in(UseState state) {
    return actions.getOrDefault(state, new BitSet());
  }
}
