package org.iamaudit.permission;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.Language;
import org.iamaudit.arn.Partitions;
import org.iamaudit.catalog.Catalog;

/**
 * Which actions can be asked for which resources, from the resource types of the catalogue: an
 * action that takes no resource is asked for {@code *} alone, an action on a bucket never for an
 * object.
 *
 * <p>Answers are kept by resource language, because the same few thousand patterns occur again and
 * again.
 */
public final class Reach {
  private static final int CACHED = 10_000;

  private static final BitSet ASKED_FOR_STAR = new BitSet();

  /** The actions that name a resource of a type, by type. */
  private static final List<List<Integer>> ON_TYPE = onType();

  private static final Map<Asked, ActionBits> ACTIONS = new ConcurrentHashMap<>();

  private record Asked(Language resources, String partition) {}

  private Reach() {}

  private static List<List<Integer>> onType() {
    Catalog catalog = Catalog.get();
    List<List<Integer>> onType = new ArrayList<>();
    catalog.resourceTypes().forEach(type -> onType.add(new ArrayList<>()));
    for (int action = 0; action < catalog.size(); action++) {
      ASKED_FOR_STAR.set(action, catalog.reachesStar(action));
      for (int type : catalog.resourceTypes(action)) {
        onType.get(type).add(action);
      }
    }
    return onType;
  }

  /**
   * The actions of the set that can be asked for one of the resources; actions outside the
   * catalogue stay.
   *
   * @param partition of the principal that asks; empty: any
   */
  static ActionSet reachable(ActionSet actions, Language resources, String partition) {
    if (resources.isEverything() || !actions.holdsKnown()) {
      return actions;
    }
    return actions.keep(actionsOn(new Asked(resources, partition)));
  }

  /** The resources that a request for the action can name. */
  public static Language resources(int action) {
    Catalog catalog = Catalog.get();
    Language language =
        catalog.reachesStar(action) ? Language.ofLiterals(List.of("*")) : Language.NOTHING;
    for (int type : catalog.resourceTypes(action)) {
      language = language.union(Language.of(Types.of("").pattern(type)));
    }
    return FixedResources.CHANGING.get(action) ? language.minus(FixedResources.ALL) : language;
  }

  /** The language without what no request for the action can change. */
  public static Language changeable(int action, Language resources) {
    return FixedResources.CHANGING.get(action) ? resources.minus(FixedResources.ALL) : resources;
  }

  private static ActionBits actionsOn(Asked asked) {
    ActionBits known = ACTIONS.get(asked);
    if (known == null) {
      known = ActionBits.of(findActions(asked));
      if (ACTIONS.size() >= CACHED) {
        ACTIONS.clear();
      }
      ACTIONS.put(asked, known);
    }
    return known;
  }

  private static BitSet findActions(Asked asked) {
    BitSet actions = reaching(asked);
    if (actions.intersects(FixedResources.CHANGING)
        && asked.resources.overlaps(FixedResources.ALL)) {
      BitSet beyond =
          reaching(new Asked(asked.resources.minus(FixedResources.ALL), asked.partition));
      beyond.and(FixedResources.CHANGING);
      actions.andNot(FixedResources.CHANGING);
      actions.or(beyond);
    }
    return actions;
  }

  private static BitSet reaching(Asked asked) {
    BitSet types = new BitSet();
    asked.resources.terms().forEach(term -> types.or(typesOn(term, asked.partition)));
    boolean star = asked.resources.matches("*");
    BitSet actions = star ? (BitSet) ASKED_FOR_STAR.clone() : new BitSet();
    types.stream().forEach(type -> ON_TYPE.get(type).forEach(actions::set));
    return actions;
  }

  private static BitSet typesOn(Language.Term term, String partition) {
    BitSet found = new BitSet();
    for (String one : partition.isEmpty() ? named(term) : List.of(partition)) {
      found.or(typesOn(term, Types.of(one)));
    }
    return found;
  }

  /** The one partition that the wanted patterns name; one for all if they are alike; or all. */
  private static List<String> named(Language.Term term) {
    if (Stream.concat(term.all().stream(), term.none().stream())
        .allMatch(Glob::isSameInEveryPartition)) {
      return Partitions.ALL.subList(0, 1);
    }
    Optional<String> named =
        term.all().stream().flatMap(g -> g.literalPart(1).stream()).findFirst();
    return named
        .map(n -> Partitions.ALL.contains(n) ? List.of(n) : List.<String>of())
        .orElse(Partitions.ALL);
  }

  /**
   * Pairs of pattern and type are looked at one by one; only where several patterns cut or bite a
   * type must they be looked at together.
   */
  private static BitSet typesOn(Language.Term term, Types types) {
    BitSet found = new BitSet();
    found.set(0, types.count());
    BitSet once = new BitSet();
    BitSet more = new BitSet();
    for (Glob wanted : term.all()) {
      BitSet overlapping = types.overlapping(wanted);
      found.and(overlapping);
      BitSet cut = (BitSet) overlapping.clone();
      cut.andNot(types.inside(wanted));
      count(cut, once, more);
    }
    for (Glob refused : term.none()) {
      found.andNot(types.inside(refused));
      count((BitSet) types.overlapping(refused).clone(), once, more);
    }
    more.and(found);
    more.stream().filter(type -> !meets(term, types.pattern(type))).forEach(found::clear);
    return found;
  }

  private static void count(BitSet touched, BitSet once, BitSet more) {
    BitSet again = (BitSet) touched.clone();
    again.and(once);
    more.or(again);
    once.or(touched);
  }

  private static boolean meets(Language.Term term, Glob type) {
    Language all = Language.of(type);
    for (Glob wanted : term.all()) {
      all = all.intersect(Language.of(wanted));
    }
    return !all.minus(Language.of(term.none())).isEmpty();
  }
}
