package org.iamaudit.permission;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.iamaudit.arn.Glob;
import org.iamaudit.arn.GlobBuilder;
import org.iamaudit.arn.Language;
import org.iamaudit.catalog.AccessLevel;
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
  private static final Map<Language, ActionBits> ACTIONS = new ConcurrentHashMap<>();

  private Reach() {}

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
      language = language.union(Language.of(Types.of("").pattern(type)));
    }
    return CHANGING.get(action) ? language.minus(FIXED) : language;
  }

  private static ActionBits actionsOn(Language resources) {
    ActionBits known = ACTIONS.get(resources);
    if (known == null) {
      known = ActionBits.of(findActions(resources));
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
    Types types = Types.of(partition(term));
    BitSet candidates = new BitSet();
    candidates.set(0, types.count());
    for (Glob wanted : term.all()) {
      candidates.and(types.overlapping(wanted));
    }
    for (Glob refused : term.none()) {
      candidates.andNot(types.inside(refused));
    }
    BitSet found = new BitSet();
    candidates.stream().filter(type -> meets(term, types, type)).forEach(found::set);
    return found;
  }

  /**
   * Pairs were looked at one by one; only where several patterns touch a type must they be looked
   * at together.
   */
  private static boolean meets(Language.Term term, Types types, int type) {
    long cutting = term.all().stream().filter(g -> !types.inside(g).get(type)).count();
    long biting = term.none().stream().filter(g -> types.overlapping(g).get(type)).count();
    if (cutting + biting <= 1) {
      return true;
    }
    Language all = Language.of(types.pattern(type));
    for (Glob wanted : term.all()) {
      all = all.intersect(Language.of(wanted));
    }
    return !all.minus(Language.of(term.none())).isEmpty();
  }

  /**
   * The partition that the patterns speak of, since no request leaves that of its principal; empty
   * if they speak of none. An excepted pattern counts only if it is of the commercial partition:
   * one of another takes nothing from a principal here.
   */
  private static String partition(Language.Term term) {
    return Stream.concat(
            term.all().stream().flatMap(g -> g.literalPart(1).stream()),
            term.none().stream().flatMap(g -> g.literalPart(1).stream()).filter("aws"::equals))
        .findFirst()
        .orElse("");
  }
}
