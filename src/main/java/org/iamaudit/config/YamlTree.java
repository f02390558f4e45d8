package org.iamaudit.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.iamaudit.policy.Quoted;

/**
 * Reads YAML into nodes that know where they stand. A key that stands twice and a second document
 * are problems; the first of two keys counts.
 */
final class YamlTree {
  private final YAMLParser parser;
  private final String source;
  private final Path base;
  private final Problems problems;

  private YamlTree(YAMLParser parser, String source, Path base, Problems problems) {
    this.parser = parser;
    this.source = source;
    this.base = base;
    this.problems = problems;
  }

  /**
   * Reads the mapping that a document consists of.
   *
   * @param source the name of the file, for messages
   * @param base where relative paths in it start
   * @return empty, with a problem, if the document is not a mapping
   */
  static Optional<Node.Mapping> read(String yaml, String source, Path base, Problems problems) {
    Place top = new Place(source, 1, base);
    try (YAMLParser parser = new YAMLFactory().createParser(yaml)) {
      YamlTree tree = new YamlTree(parser, source, base, problems);
      if (parser.nextToken() == null) {
        problems.add(top, "the file is empty; see config/iamaudit.yml for an example");
      } else if (tree.node() instanceof Node.Mapping mapping) {
        if (parser.nextToken() != null) {
          problems.add(tree.here(), "a second document begins here; keep one");
        }
        return Optional.of(mapping);
      } else {
        problems.add(top, "expected `key: value` lines; see config/iamaudit.yml for an example");
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
      problems.add(new Place(source, line, base), "not YAML: " + said(e.getOriginalMessage()));
    } catch (IOException e) {
      throw new IllegalStateException("a string has no input errors", e);
    }
    return Optional.empty();
  }

  /** The node that begins with the current token; leaves its last token current. */
  private Node node() throws IOException {
    Place place = here();
    if (parser.isCurrentAlias()) {
      return scalar(place, Node.Scalar.Type.ALIAS);
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(place);
      case START_ARRAY -> sequence(place);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(place, Node.Scalar.Type.NUMBER);
      case VALUE_TRUE, VALUE_FALSE -> scalar(place, Node.Scalar.Type.BOOLEAN);
      case VALUE_NULL -> scalar(place, Node.Scalar.Type.NOTHING);
      default -> scalar(place, Node.Scalar.Type.TEXT);
    };
  }

  private Node.Scalar scalar(Place place, Node.Scalar.Type type) throws IOException {
    return new Node.Scalar(place, type, parser.getText());
  }

  private Node.Sequence sequence(Place place) throws IOException {
    List<Node> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node());
    }
    return new Node.Sequence(place, items);
  }

  private Node.Mapping mapping(Place place) throws IOException {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Place keyPlace = here();
      parser.nextToken();
      Node.Entry first = entries.putIfAbsent(key, new Node.Entry(keyPlace, node()));
      if (first != null) {
        problems.add(
            keyPlace,
            "key "
                + Quoted.of(key)
                + " stands twice, first in line "
                + first.key().line()
                + "; keep one");
      }
    }
    return new Node.Mapping(place, entries);
  }

  private Place here() {
    return new Place(source, parser.currentTokenLocation().getLineNr(), base);
  }

  /** What the reader says, without the excerpts of the file that it indents. */
  private static String said(String message) {
    return message.lines().filter(line -> !line.startsWith(" ")).collect(Collectors.joining(", "));
  }
}
