package org.iamaudit.permission;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.arn.Language;
import org.iamaudit.catalog.Catalog;
import org.iamaudit.catalog.ResourceType;

/**
 * Which actions can be asked for which resources, from the resource types of the catalogue: an
 * action that takes no resource is asked for {@code *} alone, an action on a bucket never for an
 * object.
 *
 * <p>Answers are kept by resource language, because the same few thousand patterns occur again and
 * again.
 */
public final class Reach {
  private static final int CACHED = 50_000;
  private static final Glob[] TYPES = typeGlobs();
  private static final Map<String, BitSet> TYPES_OF_SERVICE = typesOfService();
  private static final Map<Glob, BitSet> OVERLAPPING = new ConcurrentHashMap<>();
  private static final Map<Glob, BitSet> INSIDE = new ConcurrentHashMap<>();
  private static final Map<Language, BitSet> ACTIONS = new ConcurrentHashMap<>();

  private Reach() {}

  private static Glob[] typeGlobs() {
    return Catalog.get().resourceTypes().stream()
        .map(t -> GlobBuilder.arnFormat(t.arnFormat()))
        .toArray(Glob[]::new);
  }

  private static Map<String, BitSet> typesOfService() {
    Map<String, BitSet> byService = new HashMap<>();
    for (ResourceType type : Catalog.get().resourceTypes()) {
      String segment = type.arnFormat().split(":", 4)[2];
      byService.computeIfAbsent(segment, s -> new BitSet()).set(type.id());
    }
    return byService;
  }

  /** The pattern of a resource type's ARNs. */
  static Glob pattern(int resourceType) {
    return TYPES[resourceType];
  }

  /**
   * The actions of the set that can be asked for one of the resources; actions outside the
   * catalogue stay.
   */
  static ActionSet reachable(ActionSet actions, Language resources) {
    if (resources.isEverything() || !actions.holdsKnown()) {
      return actions;
    }
    return actions.keep(actionsOn(resources));
  }

  /** The resources that a request for the action can name. */
  public static Language resources(int action) {
    Catalog catalog = Catalog.get();
    Language language =
        catalog.reachesStar(action) ? Language.ofLiterals(List.of("*")) : Language.NOTHING;
    for (int type : catalog.resourceTypes(action)) {
      language = language.union(Language.of(TYPES[type]));
    }
    return language;
  }

  private static BitSet actionsOn(Language resources) {
    BitSet known = ACTIONS.get(resources);
    if (known == null) {
      known = findActions(resources);
      if (ACTIONS.size() >= CACHED) {
        ACTIONS.clear();
      }
      ACTIONS.put(resources, known);
    }
    return known;
  }

  private static BitSet findActions(Language resources) {
    Catalog catalog = Catalog.get();
    BitSet types = new BitSet();
    resources.terms().forEach(term -> types.or(typesOn(term)));
    boolean star = resources.matches("*");
    BitSet actions = new BitSet(catalog.size());
    for (int action = 0; action < catalog.size(); action++) {
      boolean reached = star && catalog.reachesStar(action);
      for (int type : catalog.resourceTypes(action)) {
        reached |= types.get(type);
      }
      if (reached) {
        actions.set(action);
      }
    }
    return actions;
  }

  private static BitSet typesOn(Language.Term term) {
    BitSet candidates = new BitSet();
    candidates.set(0, TYPES.length);
    for (Glob wanted : term.all()) {
      candidates.and(overlapping(wanted));
    }
    for (Glob refused : term.none()) {
      candidates.andNot(inside(refused));
    }
    BitSet types = new BitSet();
    candidates.stream().filter(type -> meets(term, type)).forEach(types::set);
    return types;
  }

  /**
   * Pairs were looked at one by one; only where several patterns touch a type must they be looked
   * at together.
   */
  private static boolean meets(Language.Term term, int type) {
    long cutting = term.all().stream().filter(g -> !inside(g).get(type)).count();
    long biting = term.none().stream().filter(g -> overlapping(g).get(type)).count();
    if (cutting + biting <= 1) {
      return true;
    }
    Language all = Language.of(TYPES[type]);
    for (Glob wanted : term.all()) {
      all = all.intersect(Language.of(wanted));
    }
    return !all.minus(Language.of(term.none())).isEmpty();
  }

  private static BitSet overlapping(Glob glob) {
    return OVERLAPPING.computeIfAbsent(
        glob,
        g -> {
          BitSet found = new BitSet();
          candidates(g).stream().filter(t -> !TYPES[t].isDisjointFrom(g)).forEach(found::set);
          return found;
        });
  }

  private static BitSet inside(Glob glob) {
    return INSIDE.computeIfAbsent(
        glob,
        g -> {
          BitSet found = new BitSet();
          candidates(g).stream().filter(t -> TYPES[t].isSubsetOf(g)).forEach(found::set);
          return found;
        });
  }

  /** Types of the service that the pattern names, or all types if it names none. */
  private static BitSet candidates(Glob glob) {
    Optional<String> service = glob.literalPart(2);
    if (service.isPresent()) {
      return TYPES_OF_SERVICE.getOrDefault(service.get(), new BitSet());
    }
    BitSet all = new BitSet();
    all.set(0, TYPES.length);
    return all;
  }
}
