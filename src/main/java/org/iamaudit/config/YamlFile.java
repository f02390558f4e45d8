package org.iamaudit.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.iamaudit.snapshot.IoReason;
import org.iamaudit.snapshot.Sha256;

/**
 * A file of keys and values.
 *
 * @param sha256 of its bytes, in hex
 */
record YamlFile(Node.Mapping tree, String sha256) {

  /**
   * Reads a file.
   *
   * @param problems receives what does not keep it from being read
   * @throws ConfigException if it cannot be read as a mapping at all
   */
  static YamlFile read(Path file, Problems problems) throws ConfigException {
    byte[] bytes = bytes(file);
    Path base = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    Optional<Node.Mapping> tree =
        YamlTree.read(decode(bytes, file), file.toString(), base, problems);
    if (tree.isEmpty()) {
      throw problems.exception();
    }
    return new YamlFile(tree.get(), Sha256.of(bytes));
  }

  private static byte[] bytes(Path file) throws ConfigException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ConfigException(file, "cannot read the file: " + IoReason.of(e));
    }
  }

  private static String decode(byte[] bytes, Path file) throws ConfigException {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new ConfigException(file, "not UTF-8 text; save it as UTF-8");
    }
  }
}
