package org.iamaudit.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.policy.NearestName;
import org.iamaudit.policy.Quoted;

/**
 * A mapping of known keys. Whatever is wrong becomes a problem and an absent value, so that reading
 * goes on.
 */
final class Section {
  private final Node.Mapping mapping;
  private final Problems problems;

  /** Every key outside {@code known} is a problem at once. */
  Section(Node.Mapping mapping, Problems problems, List<String> known) {
    this.mapping = mapping;
    this.problems = problems;
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (!known.contains(key)) {
                problems.add(entry.key(), unknown(key, known));
              }
            });
  }

  private static String unknown(String key, List<String> known) {
    String hint = NearestName.hint(key, known);
    return "unknown key "
        + Quoted.of(key)
        + (hint.isEmpty() ? "; known here: " + String.join(", ", known) : hint);
  }

  /** Where the section begins. */
  Place place() {
    return mapping.place();
  }

  /** Where the value of a key stands, or the section begins if it has none. */
  Place place(String key) {
    return mapping.entries().containsKey(key)
        ? mapping.entries().get(key).value().place()
        : place();
  }

  /** Whether a key is absent, or an empty list. */
  boolean isEmpty(String key) {
    return node(key)
        .map(node -> node instanceof Node.Sequence sequence && sequence.items().isEmpty())
        .orElse(true);
  }

  /** Whether a key is there, whatever its value. */
  boolean has(String key) {
    return mapping.entries().containsKey(key);
  }

  /** The value of a key; empty if it is absent or wrong. */
  <T> Optional<T> value(String key, Values.Parser<T> parser) {
    return node(key).flatMap(node -> parse("`" + key + "`", node, parser));
  }

  /** As {@link #value}; an absent key is a problem. */
  <T> Optional<T> required(String key, String what, Values.Parser<T> parser) {
    if (!mapping.entries().containsKey(key)) {
      problems.add(place(), "`" + key + "` is missing: " + what);
    }
    return value(key, parser);
  }

  /** A whole number between two others; empty if it is absent or wrong. */
  Optional<Integer> number(String key, int least, int most) {
    Optional<Node> node = node(key);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    if (node.get() instanceof Node.Scalar scalar && scalar.text().matches("\\d{1,6}")) {
      int number = Integer.parseInt(scalar.text());
      if (number >= least && number <= most) {
        return Optional.of(number);
      }
    }
    problems.add(
        node.get().place(),
        "`" + key + "` is not a whole number between " + least + " and " + most);
    return Optional.empty();
  }

  /** A mapping of any keys to texts; empty if it is absent. */
  Map<String, String> texts(String key) {
    Map<String, String> texts = new TreeMap<>();
    Optional<Node> node = node(key);
    if (node.isPresent() && node.get() instanceof Node.Mapping child) {
      child
          .entries()
          .forEach(
              (name, entry) ->
                  parse("`" + name + "`", entry.value(), Values::text)
                      .ifPresent(text -> texts.put(name, text)));
    } else {
      node.ifPresent(other -> wrong("`" + key + "`", other, "a mapping of keys to values"));
    }
    return texts;
  }

  /**
   * The items of a list of single values; empty if the key is absent.
   *
   * @param whenEmpty the remedy for a list without items, which is a problem
   */
  <T> Optional<List<T>> values(String key, String whenEmpty, Values.Parser<T> parser) {
    Optional<List<Node>> items = items(key);
    if (items.isPresent() && items.get().isEmpty()) {
      problems.add(place(key), "`" + key + "` is an empty list; " + whenEmpty);
    }
    return items.map(
        list ->
            list.stream()
                .flatMap(item -> parse("an item of `" + key + "`", item, parser).stream())
                .toList());
  }

  /** The items of a list of mappings; empty if the key is absent. */
  List<Section> sections(String key, List<String> known) {
    return items(key).orElse(List.of()).stream()
        .flatMap(item -> section("an item of `" + key + "`", item, known).stream())
        .toList();
  }

  /** The mapping of a key; an empty one if the key is absent. */
  Section section(String key, List<String> known) {
    return node(key)
        .flatMap(node -> section("`" + key + "`", node, known))
        .orElseGet(() -> new Section(new Node.Mapping(place(), Map.of()), problems, known));
  }

  private Optional<Section> section(String what, Node node, List<String> known) {
    if (node instanceof Node.Mapping child) {
      return Optional.of(new Section(child, problems, known));
    }
    wrong(what, node, "a mapping with the keys " + String.join(", ", known));
    return Optional.empty();
  }

  private Optional<List<Node>> items(String key) {
    return node(key)
        .flatMap(
            node -> {
              if (node instanceof Node.Sequence sequence) {
                return Optional.of(sequence.items());
              }
              wrong("`" + key + "`", node, "a list");
              return Optional.empty();
            });
  }

  private <T> Optional<T> parse(String what, Node node, Values.Parser<T> parser) {
    if (!(node instanceof Node.Scalar scalar) || scalar.type() != Node.Scalar.Type.TEXT) {
      wrong(what, node, "text");
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(scalar));
    } catch (BadValue e) {
      problems.add(node.place(), what + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private void wrong(String what, Node node, String expected) {
    String remedy = "";
    if (node instanceof Node.Scalar scalar) {
      remedy =
          switch (scalar.type()) {
            case NUMBER ->
                "; put it in quotes, so that it stays as written: \"" + scalar.text() + "\"";
            case BOOLEAN -> "; put it in quotes";
            case NOTHING -> "; give it a value or remove the line";
            case ALIAS -> "; write the value out";
            case TEXT -> "";
          };
    }
    problems.add(
        node.place(), what + " is " + node.kind() + " where " + expected + " is expected" + remedy);
  }

  private Optional<Node> node(String key) {
    return Optional.ofNullable(mapping.entries().get(key)).map(Node.Entry::value);
  }
}
