package org.iamaudit.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.iamaudit.policy.NearestName;

/**
 * Environment variables that replace single values of the file: {@code IAMAUDIT_REPORTS} replaces
 * {@code reports}, {@code IAMAUDIT_LOGGING_LEVEL} replaces {@code level} in {@code logging}. Lists
 * have none. An empty variable counts as unset. Relative paths start at the working directory.
 */
final class Overrides {
  private static final String PREFIX = "IAMAUDIT_";
  private static final Path WORKING_DIRECTORY = Path.of("");

  private Overrides() {}

  /** The variable for a key, or for a key in a section: {@code logging.level}. */
  static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_');
  }

  /**
   * The tree with the values that the environment replaces.
   *
   * @param keys what may be replaced, dots before keys of a section
   */
  static Node.Mapping apply(
      Node.Mapping tree, List<String> keys, Map<String, String> environment, Problems problems) {
    Map<String, String> byVariable = new TreeMap<>();
    keys.forEach(key -> byVariable.put(variable(key), key));
    Node.Mapping result = tree;
    for (Map.Entry<String, String> setting : new TreeMap<>(environment).entrySet()) {
      String variable = setting.getKey();
      if (!variable.startsWith(PREFIX) || setting.getValue().isEmpty()) {
        continue;
      }
      Place place = new Place("environment variable " + variable, 0, WORKING_DIRECTORY);
      String key = byVariable.get(variable);
      if (key != null) {
        result =
            replace(result, key, new Node.Scalar(place, Node.Scalar.Type.TEXT, setting.getValue()));
      } else {
        // Others may use the prefix (a Kubernetes service of that name does); a slip may not pass.
        String hint = hint(variable, byVariable.keySet());
        if (!hint.isEmpty()) {
          problems.add(place, "replaces no value" + hint);
        }
      }
    }
    return result;
  }

  /** Names are compared without the prefix, which would make all of them alike. */
  private static String hint(String variable, Set<String> known) {
    List<String> names = known.stream().map(name -> name.substring(PREFIX.length())).toList();
    return NearestName.hint(variable.substring(PREFIX.length()), names)
        .replaceFirst("`", "`" + PREFIX);
  }

  private static Node.Mapping replace(Node.Mapping mapping, String key, Node.Scalar value) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      return with(mapping, key, value);
    }
    String section = key.substring(0, dot);
    Node.Entry child = mapping.entries().get(section);
    if (child == null) {
      Node.Mapping empty = new Node.Mapping(value.place(), Map.of());
      return with(mapping, section, with(empty, key.substring(dot + 1), value));
    }
    return child.value() instanceof Node.Mapping present
        ? with(mapping, section, with(present, key.substring(dot + 1), value))
        : mapping; // not a mapping: a problem of its own, found when it is read
  }

  private static Node.Mapping with(Node.Mapping mapping, String key, Node value) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>(mapping.entries());
    entries.put(key, new Node.Entry(value.place(), value));
    return new Node.Mapping(mapping.place(), entries);
  }
}
