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
import org.iamaudit.catalog.AccessLevel;
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

  /** Key of the few types whose ARNs do not say their service, such as recovery points. */
  private static final String ANY_SERVICE = "*";

  private static final Glob[] TYPES = typeGlobs();
  private static final Map<String, BitSet> TYPES_OF_SERVICE = typesOfService();

  /**
   * What AWS keeps and no customer can change, whatever policies allow: Identity Center's roles,
   * AWS managed policies, aliases of AWS managed keys (iam-semantics 4.8, 4.10).
   */
  private static final Language FIXED =
      Language.of(
          GlobBuilder.arnFormat("arn:${Partition}:iam::${Account}:role/aws-reserved/${Name}"),
          GlobBuilder.arnFormat("arn:${Partition}:iam::aws:policy/${Name}"),
          GlobBuilder.arnFormat("arn:${Partition}:kms:${Region}:${Account}:alias/aws/${Name}"));

  private static final BitSet CHANGING = changing();
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
      String key = segment.contains("$") || segment.contains("*") ? ANY_SERVICE : segment;
      byService.computeIfAbsent(key, s -> new BitSet()).set(type.id());
    }
    return byService;
  }

  /** Actions that would change what {@link #FIXED} names; passing a role changes nothing. */
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
    return CHANGING.get(action) ? language.minus(FIXED) : language;
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
    if (actions.intersects(CHANGING) && FIXED.contains(resources)) {
      actions.andNot(CHANGING);
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
      BitSet types = new BitSet();
      types.or(TYPES_OF_SERVICE.getOrDefault(service.get(), types));
      types.or(TYPES_OF_SERVICE.getOrDefault(ANY_SERVICE, types));
      return types;
    }
    BitSet all = new BitSet();
    all.set(0, TYPES.length);
    return all;
  }
}
