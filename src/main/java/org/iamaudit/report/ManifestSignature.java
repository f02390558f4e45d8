package org.iamaudit.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.iamaudit.snapshot.Sha256;

/** {@code manifest.sig}: the signature of the bytes of the manifest, as it is, for any tool. */
final class ManifestSignature {
  static final String FILE = "manifest.sig";

  private ManifestSignature() {}

  /** Writes it into a package whose manifest is there, and returns its SHA-256. */
  static String write(SigningKey key, Path folder) throws IOException {
    try {
      Path file = folder.resolve(FILE);
      Files.write(file, key.sign(Files.readAllBytes(folder.resolve(Manifest.FILE))));
      return Sha256.of(file);
    } catch (GeneralSecurityException e) {
      throw new IOException("the manifest cannot be signed: " + e.getMessage(), e);
    }
  }

  /** What is wrong with the signature of a package, given the key that it must be made with. */
  static List<String> check(Path folder, Sealed manifest, PublicKey key) throws IOException {
    List<String> problems = new ArrayList<>();
    Path file = folder.resolve(FILE);
    Optional<String> keyId = manifest.signature().map(Manifest.Signed::keyId);
    if (keyId.isEmpty()) {
      problems.add("it is not signed");
    } else if (!keyId.get().equals(PublicKeys.id(key))) {
      problems.add("it is signed with another key: " + keyId.get());
    } else {
      try {
        byte[] message = Files.readAllBytes(folder.resolve(Manifest.FILE));
        if (!PublicKeys.verifies(key, message, Files.readAllBytes(file))) {
          problems.add(FILE + " does not sign this manifest");
        }
      } catch (GeneralSecurityException e) {
        problems.add(FILE + " cannot be checked: " + e.getMessage());
      }
    }
    return problems;
  }
}
