package org.iamaudit.arn;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A set of strings: a union of terms, each of which is what all of some globs match and none of
 * some others.
 *
 * <p>Immutable. Union, intersection, difference, emptiness and containment are exact; see {@link
 * GlobSearch} for the one bound. Two languages that hold the same strings need not be {@code
 * equals}; use {@link #contains}.
 */
public final class Language {
  public static final Language NOTHING = new Language(List.of());
  public static final Language EVERYTHING = new Language(List.of(new Term(List.of(), List.of())));

  private final List<Term> terms;

  /**
   * Strings that all globs of {@code all} match and none of {@code none}.
   *
   * @param all sorted, none matches everything, none contains another; empty: every string
   * @param none sorted, none contains another, each overlaps every one of {@code all}
   */
  public record Term(List<Glob> all, List<Glob> none) {}

  private Language(List<Term> terms) {
    this.terms = terms;
  }

  /** What at least one of the globs matches. */
  public static Language of(Collection<Glob> globs) {
    List<Term> terms = new ArrayList<>();
    for (Glob glob : new LinkedHashSet<>(globs)) {
      term(List.of(glob), List.of()).ifPresent(terms::add);
    }
    return of(terms);
  }

  public static Language of(Glob... globs) {
    return of(List.of(globs));
  }

  /** What one of the texts is. */
  public static Language ofLiterals(Collection<String> texts) {
    return of(texts.stream().map(Glob::literal).toList());
  }

  private static Language of(List<Term> terms) {
    if (terms.size() < 2) {
      return terms.isEmpty() ? NOTHING : new Language(List.copyOf(terms));
    }
    // Single texts cover nothing: lists of thousands of ARNs are not compared with each other.
    Set<Term> kept = new LinkedHashSet<>();
    Set<Term> covering = new LinkedHashSet<>();
    for (Term term : terms) {
      if (term.all.isEmpty() && term.none.isEmpty()) {
        return EVERYTHING;
      }
      if (!kept.contains(term) && covering.stream().noneMatch(k -> covers(k, term))) {
        if (!isText(term)) {
          kept.removeIf(k -> covers(term, k));
          covering.removeIf(k -> covers(term, k));
          covering.add(term);
        }
        kept.add(term);
      }
    }
    return new Language(List.copyOf(kept));
  }

  private static boolean isText(Term term) {
    return term.none.isEmpty() && term.all.size() == 1 && term.all.get(0).isLiteral();
  }

  /**
   * Whether the outer term surely contains the inner one; only for plain globs, which is where it
   * pays.
   */
  private static boolean covers(Term outer, Term inner) {
    return outer.none.isEmpty()
        && outer.all.size() == 1
        && inner.all.stream().anyMatch(g -> g.isSubsetOf(outer.all.get(0)));
  }

  /** The term in normal form; empty if no string is in it. */
  private static Optional<Term> term(List<Glob> all, List<Glob> none) {
    List<Glob> wanted = minimal(all);
    for (int i = 0; i < wanted.size(); i++) {
      for (int j = i + 1; j < wanted.size(); j++) {
        if (wanted.get(i).isDisjointFrom(wanted.get(j))) {
          return Optional.empty();
        }
      }
    }
    List<Glob> refused = new ArrayList<>();
    for (Glob glob : maximal(none)) {
      if (glob.matchesEverything() || wanted.stream().anyMatch(w -> w.isSubsetOf(glob))) {
        return Optional.empty();
      }
      if (wanted.stream().noneMatch(w -> w.isDisjointFrom(glob))) {
        refused.add(glob);
      }
    }
    Term term = new Term(List.copyOf(wanted), List.copyOf(refused));
    return surelyHolds(term) || !GlobSearch.search(term.all, term.none).surelyEmpty()
        ? Optional.of(term)
        : Optional.empty();
  }

  /**
   * Whether one look shows a string of the term: pairs were compared, and a likely instance settles
   * most of the rest.
   */
  private static boolean surelyHolds(Term term) {
    if (term.all.size() > 1) {
      return false;
    }
    Glob wanted = term.all.isEmpty() ? Glob.ANYTHING : term.all.get(0);
    return term.none.size() <= 1
        || GlobPairs.instances(wanted)
            .anyMatch(i -> term.none.stream().noneMatch(g -> g.matches(i)));
  }

  /** Without those that contain another; sorted. */
  private static List<Glob> minimal(List<Glob> globs) {
    List<Glob> kept = new ArrayList<>();
    for (Glob glob : new TreeSet<>(globs)) {
      if (!glob.matchesEverything() && kept.stream().noneMatch(k -> k.isSubsetOf(glob))) {
        kept.removeIf(glob::isSubsetOf);
        kept.add(glob);
      }
    }
    kept.sort(null);
    return kept;
  }

  /** Without those that another contains; sorted. */
  static List<Glob> maximal(List<Glob> globs) {
    if (globs.size() < 2) {
      return globs;
    }
    List<Glob> kept = new ArrayList<>();
    List<Glob> patterns = new ArrayList<>();
    for (Glob glob : new TreeSet<>(globs)) {
      if (patterns.stream().noneMatch(glob::isSubsetOf)) {
        if (!glob.isLiteral()) {
          kept.removeIf(k -> k.isSubsetOf(glob));
          patterns.removeIf(k -> k.isSubsetOf(glob));
          patterns.add(glob);
        }
        kept.add(glob);
      }
    }
    kept.sort(null);
    return kept;
  }

  /** The terms whose union this is. */
  public List<Term> terms() {
    return terms;
  }

  public boolean isEmpty() {
    return terms.isEmpty();
  }

  /** Whether every string is in it, as far as one look tells. */
  public boolean isEverything() {
    return terms.size() == 1 && terms.get(0).all.isEmpty() && terms.get(0).none.isEmpty();
  }

  public boolean matches(String text) {
    for (Term term : terms) {
      if (term.all.stream().allMatch(g -> g.matches(text))
          && term.none.stream().noneMatch(g -> g.matches(text))) {
        return true;
      }
    }
    return false;
  }

  /** What is in either. */
  public Language union(Language other) {
    if (isEmpty() || other.isEverything() || this == other) {
      return other;
    }
    if (other.isEmpty() || isEverything()) {
      return this;
    }
    List<Term> both = new ArrayList<>(terms);
    both.addAll(other.terms);
    return of(both);
  }

  /** What is in any of at least one. */
  public static Language union(List<Language> languages) {
    return languages.size() == 1
        ? languages.get(0)
        : of(languages.stream().flatMap(l -> l.terms.stream()).toList());
  }

  /** What is in both. */
  public Language intersect(Language other) {
    if (isEverything() || other.isEmpty() || this == other) {
      return other;
    }
    if (other.isEverything() || isEmpty()) {
      return this;
    }
    List<Term> both = new ArrayList<>();
    for (Term a : terms) {
      for (Term b : other.terms) {
        if (apart(a, b)) {
          continue;
        }
        term(concat(a.all, b.all), concat(a.none, b.none)).ifPresent(both::add);
      }
    }
    return of(both);
  }

  /** What is in this and not in the other. */
  public Language minus(Language other) {
    if (this == other || other.isEverything()) {
      return NOTHING;
    }
    List<Glob> plain = new ArrayList<>();
    List<Term> cut = new ArrayList<>();
    for (Term b : other.terms) {
      if (b.none.isEmpty() && b.all.size() == 1) {
        plain.add(b.all.get(0));
      } else {
        cut.add(b);
      }
    }
    List<Term> left = terms;
    if (!plain.isEmpty()) {
      left = new ArrayList<>();
      for (Term a : terms) {
        term(a.all, concat(a.none, plain)).ifPresent(left::add);
      }
    }
    for (Term b : cut) {
      List<Term> next = new ArrayList<>();
      for (Term a : left) {
        subtract(a, b, next);
      }
      left = next;
    }
    return left == terms ? this : of(left);
  }

  /** Whether one look tells that two terms share nothing, which is so for most. */
  private static boolean apart(Term a, Term b) {
    for (Glob x : a.all) {
      for (Glob y : b.all) {
        if (x.surelyDisjoint(y)) {
          return true;
        }
      }
    }
    return false;
  }

  private static void subtract(Term a, Term b, List<Term> into) {
    if (apart(a, b) || term(concat(a.all, b.all), concat(a.none, b.none)).isEmpty()) {
      into.add(a);
      return;
    }
    for (Glob wanted : b.all) {
      term(a.all, concat(a.none, List.of(wanted))).ifPresent(into::add);
    }
    for (Glob refused : b.none) {
      term(concat(a.all, List.of(refused)), a.none).ifPresent(into::add);
    }
  }

  /** Every string that is not in it. */
  public Language complement() {
    return EVERYTHING.minus(this);
  }

  public boolean contains(Language other) {
    return other.minus(this).isEmpty();
  }

  public boolean overlaps(Language other) {
    return !intersect(other).isEmpty();
  }

  /** The language for people to read. */
  public List<Words> words() {
    return Words.of(this);
  }

  /** Its terms with the same exceptions together; {@link #words} says these one by one. */
  public List<Language> parts() {
    Map<List<Glob>, List<Term>> byExceptions = new LinkedHashMap<>();
    for (Term term : terms) {
      byExceptions.computeIfAbsent(term.none(), k -> new ArrayList<>()).add(term);
    }
    return byExceptions.size() == 1
        ? List.of(this)
        : byExceptions.values().stream().map(part -> new Language(List.copyOf(part))).toList();
  }

  /** A shortest string of it, if there is one and the search could decide. */
  public Optional<String> example() {
    Optional<String> best = Optional.empty();
    for (Term term : terms) {
      Optional<String> found = GlobSearch.search(term.all, term.none).example();
      if (found.isPresent() && (best.isEmpty() || found.get().length() < best.get().length())) {
        best = found;
      }
    }
    return best;
  }

  private static List<Glob> concat(List<Glob> a, List<Glob> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    List<Glob> both = new ArrayList<>(a);
    both.addAll(b);
    return both;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Language other && terms.equals(other.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }

  @Override
  public String toString() {
    return terms.toString();
  }
}
