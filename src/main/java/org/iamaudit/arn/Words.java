package org.iamaudit.arn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A part of a language for people to read: what one of {@code includes} matches and none of {@code
 * excepts}.
 *
 * @param includes sorted patterns; where two must match, joined by {@code " & "}
 */
public record Words(List<String> includes, List<String> excepts) {

  /** Patterns with the same exceptions stand together. */
  static List<Words> of(Language language) {
    return language.parts().stream().map(part -> of(part.terms())).toList();
  }

  /** Of terms that have the same exceptions. */
  private static Words of(List<Language.Term> terms) {
    TreeSet<String> all = new TreeSet<>();
    terms.forEach(term -> all.addAll(wanted(term)));
    return new Words(List.copyOf(all), terms.get(0).none().stream().map(Glob::toString).toList());
  }

  private static List<String> wanted(Language.Term term) {
    List<Glob> common = List.of(Glob.ANYTHING);
    for (Glob glob : term.all()) {
      List<Glob> next = new ArrayList<>();
      for (Glob sofar : common) {
        Optional<List<Glob>> both = GlobIntersection.of(sofar, glob);
        if (both.isEmpty()) {
          return List.of(String.join(" & ", term.all().stream().map(Glob::toString).toList()));
        }
        next.addAll(both.get());
      }
      common = Language.maximal(next);
    }
    return common.stream().map(Glob::toString).toList();
  }
}
