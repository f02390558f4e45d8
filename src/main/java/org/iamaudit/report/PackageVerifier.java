package org.iamaudit.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks that a package, of a run or of a month, is as it was written: its files, and of a run that
 * the manifest was right about them from the beginning.
 *
 * <p>All of that is in the package itself, so whoever can rewrite all of it can make it agree.
 * Three things are outside: a signature, the next package of the chain, and the hash in the log.
 */
public final class PackageVerifier {
  private final Path folder;
  private final List<String> problems;

  private PackageVerifier(Path folder, List<String> problems) {
    this.folder = folder;
    this.problems = problems;
  }

  /** Whether a directory is, or was, a package rather than a place of packages. */
  public static boolean isPackage(Path directory) {
    return Files.exists(directory.resolve(Manifest.FILE))
        || Files.exists(directory.resolve(Sha256Sums.FILE))
        || directory.toAbsolutePath().normalize().getFileName() != null
            && PackageChain.isPackageName(name(directory));
  }

  /**
   * Checks one package by itself.
   *
   * @param signedWith the key that it must be signed with; empty: a signature is not checked
   */
  public static Verification verify(Path folder, Optional<PublicKey> signedWith) {
    FolderVerifier files = new FolderVerifier(folder, signedWith);
    Optional<Sealed> manifest = files.verify();
    if (manifest.isPresent() && manifest.get() instanceof Manifest ofRun) {
      new PackageVerifier(folder, files.problems()).content(ofRun);
    }
    return new Verification(name(folder), files.problems(), files.notes());
  }

  /**
   * The manifest of a package that holds.
   *
   * @return empty if it is that of a month
   */
  public static Optional<Manifest> manifest(Path folder) throws IOException {
    return ManifestFile.readAny(folder) instanceof Manifest ofRun
        ? Optional.of(ofRun)
        : Optional.empty();
  }

  static String name(Path folder) {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  /** INVARIANT: the files are unchanged, and it is them that the manifest tells of. */
  private void content(Manifest manifest) {
    try {
      for (Map.Entry<String, String> input : manifest.inputs().entrySet()) {
        input(manifest, input.getKey(), input.getValue());
      }
      if (!Sha256Sums.hash(manifest.inputs()).equals(manifest.rawSha256())) {
        problems.add("rawSha256 is not that of the inputs");
      }
      String canonical = CanonicalFindings.sha256(folder.resolve(EvidencePackage.FINDINGS));
      if (!canonical.equals(manifest.canonicalFindingsSha256())) {
        problems.add("the findings are not those of canonicalFindingsSha256");
      }
    } catch (IOException e) {
      problems.add("its content cannot be read: " + FolderVerifier.reason(e));
    }
  }

  private void input(Manifest manifest, String name, String sha256) throws IOException {
    String path = StoredInputs.path(name);
    if (!isInside(path) || manifest.files().stream().noneMatch(f -> f.path().equals(path))) {
      problems.add("input " + name + " is not in the package");
    } else if (!StoredInputs.sha256(folder, name).equals(sha256)) {
      problems.add("input " + name + " is not what the run read");
    }
  }

  private boolean isInside(String path) {
    try {
      Path root = folder.normalize();
      return folder.resolve(path).normalize().startsWith(root);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
