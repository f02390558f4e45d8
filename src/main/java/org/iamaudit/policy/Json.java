package org.iamaudit.policy;

import java.util.List;
import java.util.Optional;

/**
 * A value of a JSON text, or of a YAML text of the same shape, that remembers its place. Names are
 * unique inside an object; scalars keep the text they were written with.
 */
public sealed interface Json {
  /** Where it begins. */
  Place place();

  /** What it is, for messages: {@code a list}. */
  String description();

  /** An object; members in the order of the text. */
  record Members(Place place, List<Member> members) implements Json {
    public Members {
      members = List.copyOf(members);
    }

    /** The member of that name, compared with case. */
    public Optional<Member> member(String name) {
      for (Member member : members) {
        if (member.name().equals(name)) {
          return Optional.of(member);
        }
      }
      return Optional.empty();
    }

    @Override
    public String description() {
      return "an object";
    }
  }

  /**
   * A name and its value.
   *
   * @param place of the name
   */
  record Member(Place place, String name, Json value) {}

  /** An array. */
  record Items(Place place, List<Json> items) implements Json {
    public Items {
      items = List.copyOf(items);
    }

    @Override
    public String description() {
      return "a list";
    }
  }

  /**
   * Anything else.
   *
   * @param text of a string its characters; of a number or boolean what was written
   */
  record Scalar(Place place, Type type, String text) implements Json {
    /** The kinds of scalar. */
    public enum Type {
      TEXT,
      NUMBER,
      BOOLEAN,
      NULL
    }

    public boolean isText() {
      return type == Type.TEXT;
    }

    @Override
    public String description() {
      return switch (type) {
        case TEXT -> "the text " + Quoted.of(text);
        case NUMBER -> "the number " + Quoted.of(text);
        case BOOLEAN -> "the boolean " + Quoted.of(text);
        case NULL -> "null";
      };
    }
  }
}
