package org.iamaudit.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Finds access keys that somebody wrote into the configuration. They never expire, and files are
 * copied, mailed and checked in.
 */
final class StaticKeys {
  private static final Pattern KEY =
      Pattern.compile(
          "(?i)(aws[-_]?)?(access[-_]?key([-_]?id)?|secret[-_]?(access[-_]?)?key|session[-_]?token)");
  private static final Pattern VALUE = Pattern.compile("(AKIA|ASIA)[A-Z0-9]{16}");

  private final List<Place> found = new ArrayList<>();

  private StaticKeys() {}

  /** The tree without them; that they are there is one problem, whatever else they would be. */
  static Node.Mapping refuse(Node.Mapping tree, Problems problems) {
    StaticKeys keys = new StaticKeys();
    Node.Mapping rest = keys.without(tree);
    // A section of nothing but keys is still there: that accounts are read from AWS, for one.
    Node.Entry collect = tree.entries().get("collect");
    if (collect != null && collect.value() instanceof Node.Mapping section) {
      Node nothing = new Node.Mapping(section.place(), Map.of());
      rest.entries().putIfAbsent("collect", new Node.Entry(collect.key(), nothing));
    }
    if (!keys.found.isEmpty()) {
      String others =
          keys.found.stream()
              .skip(1)
              .map(place -> String.valueOf(place.line()))
              .distinct()
              .collect(Collectors.joining(", "));
      problems.add(
          keys.found.get(0),
          "access keys do not belong into a configuration file"
              + (others.isEmpty() ? "" : " (also in line " + others + ")")
              + "; remove them, deactivate the key, and use a role, web identity, or a `profile` of"
              + " the AWS configuration files");
    }
    return rest;
  }

  private Node.Mapping without(Node.Mapping mapping) {
    Map<String, Node.Entry> rest = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach(
            (key, entry) -> {
              if (KEY.matcher(key).matches()) {
                found.add(entry.key());
              } else {
                without(entry.value())
                    .ifPresent(value -> rest.put(key, new Node.Entry(entry.key(), value)));
              }
            });
    return new Node.Mapping(mapping.place(), rest);
  }

  /** Nothing if there is nothing but keys in it: what held them is no other mistake. */
  private Optional<Node> without(Node node) {
    int before = found.size();
    Node rest = node;
    boolean nothing = false;
    if (node instanceof Node.Mapping mapping) {
      Node.Mapping left = without(mapping);
      nothing = left.entries().isEmpty();
      rest = left;
    } else if (node instanceof Node.Sequence sequence) {
      List<Node> items = sequence.items().stream().flatMap(item -> without(item).stream()).toList();
      nothing = items.isEmpty();
      rest = new Node.Sequence(sequence.place(), items);
    } else if (node instanceof Node.Scalar scalar && VALUE.matcher(scalar.text()).find()) {
      found.add(scalar.place());
      nothing = true;
    }
    return nothing && found.size() > before ? Optional.empty() : Optional.of(rest);
  }
}
