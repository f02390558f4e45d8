package org.iamaudit.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.iamaudit.report.SigningKey;
import org.iamaudit.snapshot.IoReason;

/**
 * Where the key lies that signs manifests. The password is only referred to, and read when the key
 * is.
 *
 * @param file a PKCS#12 keystore, or PEM
 * @param alias of the entry in a keystore; empty if it has one key only
 * @param passwordFile whose first line is the password
 * @param passwordVariable the environment variable that holds it
 */
public record KeySource(
    Path file,
    Optional<String> alias,
    Optional<Path> passwordFile,
    Optional<String> passwordVariable) {

  /** Reads the key. */
  SigningKey read() throws RunException {
    try {
      return SigningKey.read(file, alias, password());
    } catch (IOException e) {
      throw RunException.ofConfiguration(
          List.of("cannot read the signing key in `" + file + "`: " + IoReason.of(e)), e);
    }
  }

  private Optional<char[]> password() throws IOException {
    if (passwordFile.isPresent()) {
      return Files.readAllLines(passwordFile.get()).stream().findFirst().map(String::toCharArray);
    }
    if (passwordVariable.isEmpty()) {
      return Optional.empty();
    }
    String password = System.getenv(passwordVariable.get());
    if (password == null) {
      throw new IOException("the variable `" + passwordVariable.get() + "` is not set");
    }
    return Optional.of(password.toCharArray());
  }
}
