package org.iamaudit.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.run.KeySource;

/** Reads where the key lies that signs manifests. */
final class SigningReader {
  static final List<String> KEYS = List.of("file", "alias", "password-file", "password-variable");

  private SigningReader() {}

  /** Empty if no file is given. */
  static Optional<KeySource> read(Section section, Problems problems) {
    Optional<Path> file = section.value("file", ServiceReader::file);
    Optional<String> alias = section.value("alias", Values::text);
    Optional<Path> passwordFile = section.value("password-file", ServiceReader::file);
    Optional<String> variable = section.value("password-variable", Values::text);
    if (passwordFile.isPresent() && variable.isPresent()) {
      problems.add(
          section.place("password-variable"),
          "`password-variable` stands beside `password-file`; keep one of them");
    }
    boolean others = alias.isPresent() || passwordFile.isPresent() || variable.isPresent();
    if (!section.has("file") && others) {
      problems.add(section.place(), "`file` is missing: the keystore, or the key in PEM");
    }
    return file.map(f -> new KeySource(f, alias, passwordFile, variable));
  }

  /** As it is written. */
  static Map<String, Object> tree(KeySource key) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("file", EffectiveConfig.absolute(key.file()));
    key.alias().ifPresent(alias -> tree.put("alias", alias));
    key.passwordFile().ifPresent(f -> tree.put("password-file", EffectiveConfig.absolute(f)));
    key.passwordVariable().ifPresent(name -> tree.put("password-variable", name));
    return tree;
  }
}
