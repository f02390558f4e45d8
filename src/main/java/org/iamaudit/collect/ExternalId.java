package org.iamaudit.collect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where an external id is kept, which no configuration file holds itself. */
public sealed interface ExternalId {

  /**
   * The external id.
   *
   * @param environment variables of the process
   */
  String resolve(Map<String, String> environment) throws CollectException;

  /** A file with nothing else in it. */
  record InFile(Path path) implements ExternalId {
    @Override
    public String resolve(Map<String, String> environment) throws CollectException {
      try {
        return checked(Files.readString(path).strip(), "file `" + path + "`");
      } catch (IOException e) {
        throw new CollectException(
            CollectException.Kind.CONFIGURATION,
            "cannot read the external id from `" + path + "`: no such file, or not permitted",
            e);
      }
    }
  }

  /** An environment variable. */
  record InEnvironment(String variable) implements ExternalId {
    @Override
    public String resolve(Map<String, String> environment) throws CollectException {
      return checked(
          environment.getOrDefault(variable, ""), "environment variable `" + variable + "`");
    }
  }

  private static String checked(String id, String where) throws CollectException {
    // As STS takes it: 2 to 1224 characters (STS API Reference, AssumeRole, read 2026-11).
    if (!id.matches("[\\w+=,.@:/-]{2,1224}")) {
      throw CollectException.ofConfiguration(
          "the " + where + " holds no external id: 2 to 1224 letters, digits or +=,.@:/-_");
    }
    return id;
  }
}
