package org.iamaudit.notify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.iamaudit.snapshot.IoReason;

/**
 * Where a secret is to be found. It is read at each use, so that it can be changed without a
 * restart, and is never part of a configuration.
 */
public sealed interface Secret {

  /** The secret itself, without white space around it. */
  String read(Map<String, String> environment) throws SecretException;

  /** The first line of a file. */
  record InFile(Path path) implements Secret {
    @Override
    public String read(Map<String, String> environment) throws SecretException {
      try {
        String line = Files.readString(path).lines().findFirst().orElse("").strip();
        if (line.isEmpty()) {
          throw new SecretException("the first line of `" + path + "` is empty", null);
        }
        return line;
      } catch (IOException e) {
        throw new SecretException("cannot read `" + path + "`: " + IoReason.of(e), e);
      }
    }
  }

  /** A variable of the environment. */
  record InEnvironment(String variable) implements Secret {
    @Override
    public String read(Map<String, String> environment) throws SecretException {
      return Optional.ofNullable(environment.get(variable))
          .map(String::strip)
          .filter(value -> !value.isEmpty())
          .orElseThrow(
              () ->
                  new SecretException(
                      "the environment variable `" + variable + "` is not set", null));
    }
  }

  /** A secret that is not where it should be. */
  final class SecretException extends Exception {
    private static final long serialVersionUID = 1;

    SecretException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
