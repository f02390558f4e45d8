package org.iamaudit.baseline;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import org.iamaudit.policy.JsonReader;

/** Reads YAML of the shape of JSON. */
final class YamlText {
  private static final YAMLFactory FACTORY = new YAMLFactory();

  private YamlText() {}

  static JsonReader.Outcome read(String text) {
    try (YAMLParser yaml = FACTORY.createParser(text)) {
      return JsonReader.read(new Plain(yaml));
    } catch (IOException e) {
      throw new IllegalStateException("a string has no input errors", e);
    }
  }

  /** Refuses what the reader would misread as text: {@code *alias} and {@code !tag}. */
  private static final class Plain extends JsonParserDelegate {
    private final YAMLParser yaml;

    Plain(YAMLParser yaml) {
      super(yaml);
      this.yaml = yaml;
    }

    @Override
    public JsonToken nextToken() throws IOException {
      JsonToken token = super.nextToken();
      if (token != null && yaml.isCurrentAlias()) {
        throw new JsonParseException(
            this, "a baseline has no YAML aliases; write a name that begins with `*` in quotes");
      }
      if (token != null && yaml.getTypeId() != null) {
        throw new JsonParseException(
            this, "a baseline has no YAML tags; write text that begins with `!` in quotes");
      }
      return token;
    }
  }
}
