package org.iamaudit.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads elements whose values are strings: one, or a list, which for one may leave out brackets.
 */
record Strings(Problems problems) {

  /** The one string of a member; empty, with an error, if it is something else. */
  Optional<String> one(Json.Member member) {
    if (member.value() instanceof Json.Scalar scalar && scalar.isText()) {
      return Optional.of(scalar.text());
    }
    problems.error(
        member.value().place(),
        Quoted.of(member.name()) + " is a string, not " + member.value().description());
    return Optional.empty();
  }

  /** The strings of a member, each with its place; an error for everything else in it. */
  List<Json.Scalar> all(Json.Member member) {
    if (!(member.value() instanceof Json.Items list)) {
      return one(member).map(text -> List.of((Json.Scalar) member.value())).orElse(List.of());
    }
    List<Json.Scalar> strings = new ArrayList<>(list.items().size());
    for (Json item : list.items()) {
      if (item instanceof Json.Scalar scalar && scalar.isText()) {
        strings.add(scalar);
      } else {
        problems.error(
            item.place(),
            Quoted.of(member.name()) + " is a list of strings, not of " + item.description());
      }
    }
    return strings;
  }

  static List<String> texts(List<Json.Scalar> strings) {
    return strings.stream().map(Json.Scalar::text).toList();
  }
}
