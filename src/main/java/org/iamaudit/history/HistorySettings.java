package org.iamaudit.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where runs are remembered.
 *
 * @param url {@code jdbc:h2:file:…} or {@code jdbc:postgresql:…}, without a password
 * @param user empty string: as the database has it by default
 * @param passwordFile a file that holds the password on its first line
 */
public record HistorySettings(String url, String user, Optional<Path> passwordFile) {
  private static final String FILE_URL = "jdbc:h2:file:";

  /** A file of this process in a directory. */
  public static HistorySettings in(Path directory) {
    return new HistorySettings(
        FILE_URL + directory.resolve("history").toAbsolutePath().normalize(), "", Optional.empty());
  }

  /** The file that holds the database, if it is one of a single process. */
  Optional<Path> file() {
    return url.startsWith(FILE_URL)
        ? Optional.of(Path.of(url.substring(FILE_URL.length()).split(";", 2)[0] + ".mv.db"))
        : Optional.empty();
  }

  String password() throws HistoryException {
    if (passwordFile.isEmpty()) {
      return "";
    }
    try {
      return Files.readString(passwordFile.get()).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new HistoryException(
          "cannot read the password of the history from `"
              + passwordFile.get()
              + "`; make the file readable, or name another as `database.password-file`",
          e);
    }
  }
}
