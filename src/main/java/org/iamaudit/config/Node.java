package org.iamaudit.config;

import java.util.List;
import java.util.Map;

/** A value as written, with its place. */
sealed interface Node {

  Place place();

  /** What it is, for messages: {@code a number}. */
  String kind();

  /**
   * A single value.
   *
   * @param type decided by the spelling, as YAML has it: a quoted number is text
   * @param text as written; for a boolean {@code true} or {@code false}, for an alias its name
   */
  record Scalar(Place place, Type type, String text) implements Node {
    enum Type {
      TEXT("text"),
      NUMBER("a number"),
      BOOLEAN("a boolean"),
      NOTHING("nothing"),
      /** YAML's way to repeat a value; not taken, since a reader would have to look it up. */
      ALIAS("an alias");

      private final String words;

      Type(String words) {
        this.words = words;
      }
    }

    @Override
    public String kind() {
      return type.words;
    }
  }

  /** A list, in the order of the file. */
  record Sequence(Place place, List<Node> items) implements Node {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A mapping, in the order of the file; keys are unique. */
  record Mapping(Place place, Map<String, Entry> entries) implements Node {
    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** A value and the place of its key. */
  record Entry(Place key, Node value) {}
}
