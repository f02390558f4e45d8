package org.iamaudit.baseline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.policy.Json;
import org.iamaudit.policy.NearestName;
import org.iamaudit.policy.Place;
import org.iamaudit.policy.Quoted;

/** Reads members of one file and collects what is wrong with them. */
final class Fields {
  private final String file;
  private final List<BaselineProblem> problems = new ArrayList<>();

  Fields(String file) {
    this.file = file;
  }

  void report(Place place, String message) {
    report(place.line(), message);
  }

  void report(int line, String message) {
    problems.add(new BaselineProblem(file, line, message));
  }

  /** For a file that a baseline names. */
  void reportElsewhere(String otherFile, int line, String message) {
    problems.add(new BaselineProblem(otherFile, line, message));
  }

  List<BaselineProblem> problems() {
    return problems;
  }

  /** Reports keys that are none of those known, with the nearest of them. */
  void checkKeys(Json.Members object, List<String> known) {
    for (Json.Member member : object.members()) {
      if (!known.contains(member.name())) {
        report(
            member.place(),
            "unknown key " + Quoted.of(member.name()) + NearestName.hint(member.name(), known));
      }
    }
  }

  /** The text of a member, with a problem if it has something else or nothing. */
  Optional<Json.Scalar> text(Json.Member member) {
    return text(member.value(), "`" + member.name() + "`");
  }

  /**
   * A scalar as text. Numbers are taken as they were written; only YAML's own booleans and nulls
   * say something else than the writer sees.
   */
  Optional<Json.Scalar> text(Json value, String what) {
    if (value instanceof Json.Scalar scalar) {
      switch (scalar.type()) {
        case TEXT, NUMBER -> {
          if (!scalar.text().isBlank()) {
            return Optional.of(scalar);
          }
          report(value.place(), what + " is empty");
        }
        case BOOLEAN ->
            report(value.place(), what + " is text, not " + value.description() + "; quote it");
        case NULL -> report(value.place(), what + " has no value");
      }
    } else {
      report(value.place(), what + " is text, not " + value.description());
    }
    return Optional.empty();
  }

  /** The entries of a list; a single one may stand without brackets. */
  List<Json> entries(Json.Member member) {
    if (member.value() instanceof Json.Items list) {
      return list.items();
    }
    if (member.value() instanceof Json.Scalar scalar && scalar.type() == Json.Scalar.Type.NULL) {
      report(
          member.place(), "`" + member.name() + "` has no value; write `[]` or leave the key out");
      return List.of();
    }
    return List.of(member.value());
  }
}
