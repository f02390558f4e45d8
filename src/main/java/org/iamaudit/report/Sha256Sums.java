package org.iamaudit.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.iamaudit.snapshot.Sha256;

/**
 * {@code SHA256SUMS}: a line for each other file of the package, as {@code sha256sum -c} reads it.
 * It holds the hash of the manifest, which holds those of all others.
 */
final class Sha256Sums {
  static final String FILE = "SHA256SUMS";

  private Sha256Sums() {}

  /** Writes the manifest of a folder, its signature if there is a key, and the list of hashes. */
  static void seal(Path folder, Sealed manifest, Optional<SigningKey> signer) throws IOException {
    Map<String, String> hashes = new TreeMap<>();
    hashes.put(Manifest.FILE, ManifestFile.write(manifest, folder));
    if (signer.isPresent()) {
      hashes.put(ManifestSignature.FILE, ManifestSignature.write(signer.get(), folder));
    }
    manifest.files().forEach(f -> hashes.put(f.path(), f.sha256()));
    Files.writeString(folder.resolve(FILE), text(hashes), StandardCharsets.UTF_8);
  }

  /** One hash of files with these hashes, by path. */
  static String hash(Map<String, String> hashes) {
    return Sha256.of(text(hashes));
  }

  /** What it says of files with these hashes, by path. */
  static String text(Map<String, String> hashes) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(hashes)
        .forEach((path, hash) -> lines.append(hash).append("  ").append(path).append('\n'));
    return lines.toString();
  }
}
