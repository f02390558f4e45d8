package org.iamaudit.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Checks that a package is as it was written: every file against the manifest, the manifest against
 * {@code SHA256SUMS}, rows against what is counted, inputs against the hashes the run saw.
 *
 * <p>All of that is in the package itself, so whoever can rewrite all of it can make it agree.
 * Three things are outside: a signature, the next package of the chain, and the hash in the log.
 */
public final class PackageVerifier {
  /** Files that the manifest cannot list: each is written after it. */
  private static final Set<String> UNLISTED =
      Set.of(Manifest.FILE, Sha256Sums.FILE, ManifestSignature.FILE);

  private final Path folder;
  private final Optional<PublicKey> signedWith;
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, String> hashes = new TreeMap<>();

  private PackageVerifier(Path folder, Optional<PublicKey> signedWith) {
    this.folder = folder;
    this.signedWith = signedWith;
  }

  /** Whether a directory is, or was, an evidence package rather than a place of packages. */
  public static boolean isPackage(Path directory) {
    return Files.exists(directory.resolve(Manifest.FILE))
        || Files.exists(directory.resolve(Sha256Sums.FILE))
        || directory.toAbsolutePath().normalize().getFileName() != null
            && name(directory).startsWith(PackageChain.PREFIX);
  }

  /**
   * Checks one package by itself.
   *
   * @param signedWith the key that it must be signed with; empty: a signature is not checked
   */
  public static Verification verify(Path folder, Optional<PublicKey> signedWith) {
    PackageVerifier verifier = new PackageVerifier(folder, signedWith);
    verifier.verify();
    return new Verification(name(folder), verifier.problems, verifier.notes);
  }

  /** The manifest of a package that holds. */
  public static Manifest manifest(Path folder) throws IOException {
    return ManifestFile.read(folder);
  }

  static String name(Path folder) {
    return folder.toAbsolutePath().normalize().getFileName().toString();
  }

  private void verify() {
    try {
      hashFiles();
      sums();
      manifest().ifPresent(this::check);
    } catch (IOException e) {
      problems.add("cannot be read: " + reason(e));
    }
  }

  private Optional<Manifest> manifest() {
    try {
      return Optional.of(ManifestFile.read(folder));
    } catch (NoSuchFileException e) {
      problems.add(Manifest.FILE + " is missing");
    } catch (IOException e) {
      problems.add(Manifest.FILE + ": " + reason(e));
    }
    return Optional.empty();
  }

  private void hashFiles() throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            String path = folder.relativize(file).toString().replace('\\', '/');
            if (attributes.isRegularFile()) {
              hashes.put(path, Sha256.of(file));
            } else {
              problems.add(path + " is no regular file");
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** The list must be, byte for byte, what it would be if it were written now. */
  private void sums() throws IOException {
    Path file = folder.resolve(Sha256Sums.FILE);
    if (!hashes.containsKey(Sha256Sums.FILE)) {
      problems.add(Sha256Sums.FILE + " is missing");
      return;
    }
    Map<String, String> others = new TreeMap<>(hashes);
    others.remove(Sha256Sums.FILE);
    byte[] expected = Sha256Sums.text(others).getBytes(StandardCharsets.UTF_8);
    if (!java.util.Arrays.equals(expected, Files.readAllBytes(file))) {
      problems.add(Sha256Sums.FILE + " does not agree with the files: " + differing(file, others));
    }
  }

  private static String differing(Path sums, Map<String, String> hashes) throws IOException {
    Map<String, String> listed = new HashMap<>();
    for (String line :
        new String(Files.readAllBytes(sums), StandardCharsets.ISO_8859_1).split("\n")) {
      if (line.length() > 66) {
        listed.put(line.substring(66), line.substring(0, 64));
      }
    }
    List<String> differing = new ArrayList<>();
    hashes.forEach(
        (path, hash) -> {
          if (!hash.equals(listed.get(path))) {
            differing.add(path);
          }
        });
    return differing.isEmpty() ? "the list itself was changed" : String.join(", ", differing);
  }

  private void check(Manifest manifest) {
    String expected =
        EvidencePackage.name(
            manifest.accountIds(),
            ReportPeriod.of(manifest.config().effectiveMasked().asOf()),
            manifest.runId());
    if (!name(folder).equals(expected)) {
      problems.add("the folder is called `" + name(folder) + "`, its manifest says " + expected);
    }
    for (FileEntry entry : manifest.files()) {
      String found = hashes.get(entry.path());
      if (found == null) {
        problems.add(entry.path() + " is missing");
      } else if (!found.equals(entry.sha256())) {
        problems.add(entry.path() + " was changed: its SHA-256 is " + found);
      }
    }
    Set<String> listed =
        manifest.files().stream().map(FileEntry::path).collect(java.util.stream.Collectors.toSet());
    for (String path : hashes.keySet()) {
      if (!UNLISTED.contains(path) && !listed.contains(path)) {
        problems.add(path + " does not belong to the package");
      }
    }
    boolean signed = hashes.containsKey(ManifestSignature.FILE);
    if (signed != manifest.signature().isPresent()) {
      problems.add(ManifestSignature.FILE + (signed ? " is not expected" : " is missing"));
    }
    if (problems.isEmpty()) {
      signature(manifest);
      content(manifest);
    }
  }

  private void signature(Manifest manifest) {
    try {
      if (signedWith.isPresent()) {
        problems.addAll(ManifestSignature.check(folder, manifest, signedWith.get()));
      } else {
        manifest
            .signature()
            .ifPresent(s -> notes.add("its signature was not checked; it is of key " + s.keyId()));
      }
    } catch (IOException e) {
      problems.add(ManifestSignature.FILE + ": " + reason(e));
    }
  }

  /** Of files that are unchanged: that the manifest was right about them from the beginning. */
  private void content(Manifest manifest) {
    try {
      for (Map.Entry<String, String> input : manifest.inputs().entrySet()) {
        input(manifest, input.getKey(), input.getValue());
      }
      if (!Sha256.ofAll(manifest.inputs()).equals(manifest.rawSha256())) {
        problems.add("rawSha256 is not that of the inputs");
      }
      for (FileEntry entry : manifest.files()) {
        rows(entry);
      }
      String canonical = CanonicalFindings.sha256(folder.resolve(EvidencePackage.FINDINGS));
      if (!canonical.equals(manifest.canonicalFindingsSha256())) {
        problems.add("the findings are not those of canonicalFindingsSha256");
      }
    } catch (IOException e) {
      problems.add("its content cannot be read: " + reason(e));
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

  private void rows(FileEntry entry) throws IOException {
    if (entry.rows().isEmpty()) {
      return;
    }
    Map<String, Integer> counted = RowCount.of(folder.resolve(entry.path()));
    entry
        .rows()
        .forEach(
            (list, rows) -> {
              if (!rows.equals(counted.get(list))) {
                problems.add(
                    "%s has %s rows of %s, its manifest says %d"
                        .formatted(entry.path(), counted.getOrDefault(list, 0), list, rows));
              }
            });
  }

  private static String reason(IOException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.replaceAll("\\R+", " ");
  }
}
