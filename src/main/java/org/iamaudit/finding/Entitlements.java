package org.iamaudit.finding;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.iamaudit.catalog.AccessLevel;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.evaluate.EffectivePermissions;
import org.iamaudit.evaluate.GrantSource;
import org.iamaudit.evaluate.GrantingStatement;
import org.iamaudit.permission.Box;
import org.iamaudit.snapshot.IamRole;
import org.iamaudit.snapshot.Principal;
import org.iamaudit.usage.PrincipalUsage;
import org.iamaudit.usage.Use;
import org.iamaudit.usage.UseState;

/** Sums up what each policy effectively gives a principal, and how privileged that makes it. */
final class Entitlements {
  private Entitlements() {}

  /**
   * One for each policy held, those that grant nothing too, then one for each policy of a resource.
   *
   * @param held the principal's policies, and whether each could be read
   */
  static List<Entitlement> of(
      Principal principal,
      Map<GrantSource, Boolean> held,
      EffectivePermissions effective,
      PrincipalUsage usage) {
    Map<GrantSource, List<GrantingStatement>> bySource = new LinkedHashMap<>();
    held.keySet().forEach(source -> bySource.put(source, new ArrayList<>()));
    for (GrantingStatement grant : effective.grants()) {
      bySource.computeIfAbsent(grant.source(), s -> new ArrayList<>()).add(grant);
    }
    List<Entitlement> entitlements = new ArrayList<>();
    bySource.forEach(
        (source, grants) ->
            entitlements.add(
                held.getOrDefault(source, true)
                    ? entitlement(principal, source, grants, usage)
                    : unread(principal, source)));
    return entitlements;
  }

  private static Entitlement unread(Principal principal, GrantSource source) {
    return new Entitlement(
        source.policyName(),
        type(principal, source),
        source.via(),
        Optional.empty(),
        Optional.empty(),
        UseState.NOT_TRACKED.name());
  }

  private static Entitlement entitlement(
      Principal principal,
      GrantSource source,
      List<GrantingStatement> grants,
      PrincipalUsage usage) {
    List<Box> boxes = grants.stream().flatMap(g -> g.effective().boxes().stream()).toList();
    BitSet actions = new BitSet();
    boxes.forEach(b -> actions.or(b.actions().knownBits()));
    Catalog catalog = Catalog.get();
    int services = 0;
    Set<UseState> states = EnumSet.noneOf(UseState.class);
    Optional<Instant> last = Optional.empty();
    for (int i = actions.nextSetBit(0); i >= 0; i = actions.nextSetBit(i + 1)) {
      services += first(actions, i) ? 1 : 0;
      Use use = usage.use(catalog.serviceOf(i).prefix(), catalog.lowerCaseName(i));
      states.add(use.state());
      if (use.lastUsed().isPresent()
          && (last.isEmpty() || last.get().isBefore(use.lastUsed().get()))) {
        last = use.lastUsed();
      }
    }
    return new Entitlement(
        source.policyName(),
        type(principal, source),
        source.via(),
        Optional.of(
            new Entitlement.Reach(
                services,
                actions.isEmpty() ? Optional.empty() : Optional.of(SeverityRule.highest(actions)),
                isAdmin(boxes),
                boxes.stream().anyMatch(b -> b.resources().isEverything()),
                boxes.stream().anyMatch(b -> !b.constraint().isFree()))),
        last,
        boxes.isEmpty() ? "NOT_APPLICABLE" : use(states).name());
  }

  /** In use if any action is, and unused only if every action is known to be. */
  private static UseState use(Set<UseState> states) {
    return Stream.of(UseState.USED, UseState.NOT_TRACKED, UseState.WINDOW_TOO_SHORT)
        .filter(states::contains)
        .findFirst()
        .orElse(states.isEmpty() ? UseState.NOT_TRACKED : UseState.NOT_USED);
  }

  /** Whether no earlier action of the same service is in the set. */
  private static boolean first(BitSet actions, int action) {
    int previous = actions.previousSetBit(action - 1);
    return previous < Catalog.get().serviceOf(action).firstAction();
  }

  private static String type(Principal principal, GrantSource source) {
    if (!source.identityBased()) {
      return source.via();
    }
    if (principal instanceof IamRole role && role.isPermissionSet()) {
      return "permission set";
    }
    return source.via().startsWith("group ") ? "group" : source.inline() ? "inline" : "managed";
  }

  /** Whether every action is allowed everywhere and always, be it by several statements. */
  private static boolean isAdmin(List<Box> boxes) {
    BitSet everywhere = new BitSet();
    for (Box box : boxes) {
      if (box.resources().isEverything() && box.constraint().isFree()) {
        everywhere.or(box.actions().knownBits());
      }
    }
    return everywhere.cardinality() == Catalog.get().size();
  }

  /**
   * {@code ADMIN}, {@code PRIVILEGED} (permissions management), {@code WRITE}, {@code READ} or
   * {@code NONE}.
   */
  static String tier(EffectivePermissions effective) {
    List<Box> boxes =
        effective.grants().stream().flatMap(g -> g.effective().boxes().stream()).toList();
    if (isAdmin(boxes)) {
      return "ADMIN";
    }
    Optional<AccessLevel> highest = Optional.empty();
    for (Box box : boxes) {
      if (box.actions().holdsKnown()) {
        AccessLevel level = SeverityRule.highest(box.actions().knownBits());
        highest = highest.filter(h -> h.compareTo(level) >= 0).or(() -> Optional.of(level));
      }
    }
    return highest
        .map(
            level ->
                switch (level) {
                  case PERMISSIONS_MANAGEMENT -> "PRIVILEGED";
                  case WRITE, TAGGING -> "WRITE";
                  case READ, LIST -> "READ";
                })
        .orElse("NONE");
  }
}
