package org.iamaudit.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.run.IoReason;

/** Loads a configuration: the file, what the environment replaces, and the check of it all. */
public final class ConfigLoader {
  private final Map<String, String> environment;
  private final CronCheck cronCheck;

  /**
   * A loader.
   *
   * @param environment variables of the process; those that begin with {@code IAMAUDIT_} count
   */
  public ConfigLoader(Map<String, String> environment, CronCheck cronCheck) {
    this.environment = Map.copyOf(environment);
    this.cronCheck = cronCheck;
  }

  /**
   * Reads and checks a file.
   *
   * @throws ConfigException with everything that is wrong, in the file or in the environment
   */
  public AuditConfig load(Path file) throws ConfigException {
    Problems problems = new Problems();
    byte[] bytes = read(file);
    Path base = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
    Optional<Node.Mapping> tree =
        YamlTree.read(decode(bytes, file), file.toString(), base, problems);
    if (tree.isEmpty()) {
      throw problems.exception();
    }
    StaticKeys.refuse(tree.get(), problems);
    Node.Mapping effective =
        Overrides.apply(tree.get(), ConfigReader.REPLACEABLE, environment, problems);
    return new ConfigReader(problems, cronCheck).read(effective, file, sha256(bytes));
  }

  private static byte[] read(Path file) throws ConfigException {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ConfigException(
          List.of(
              new ConfigProblem(
                  file.toString(),
                  "cannot read the configuration: "
                      + IoReason.of(e)
                      + "; name another file with --config")));
    }
  }

  private static String decode(byte[] bytes, Path file) throws ConfigException {
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new ConfigException(
          List.of(new ConfigProblem(file.toString(), "not UTF-8 text; save it as UTF-8")));
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
