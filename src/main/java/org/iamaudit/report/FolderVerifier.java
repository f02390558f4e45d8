package org.iamaudit.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.iamaudit.snapshot.IoReason;
import org.iamaudit.snapshot.Sha256;

/**
 * Checks the files of a folder, of a run or of a month: each against the manifest, the manifest
 * against {@code SHA256SUMS} and its signature, rows against what is counted.
 */
final class FolderVerifier {
  /** Files that the manifest cannot list: each is written after it. */
  private static final Set<String> UNLISTED =
      Set.of(Manifest.FILE, Sha256Sums.FILE, ManifestSignature.FILE);

  private final Path folder;
  private final Optional<PublicKey> signedWith;
  private final List<String> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<String, String> hashes = new TreeMap<>();

  FolderVerifier(Path folder, Optional<PublicKey> signedWith) {
    this.folder = folder;
    this.signedWith = signedWith;
  }

  /** Problems so far; others may be added. */
  List<String> problems() {
    return problems;
  }

  List<String> notes() {
    return notes;
  }

  /** The manifest, if all files are those that it tells of; else the problems say why not. */
  Optional<Sealed> verify() {
    try {
      hashFiles();
      sums();
      Optional<Sealed> manifest = manifest();
      manifest.ifPresent(this::check);
      return manifest.filter(m -> problems.isEmpty());
    } catch (IOException e) {
      problems.add("cannot be read: " + reason(e));
      return Optional.empty();
    }
  }

  private Optional<Sealed> manifest() {
    try {
      return Optional.of(ManifestFile.readAny(folder));
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
    if (!Arrays.equals(expected, Files.readAllBytes(file))) {
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

  private void check(Sealed manifest) {
    String name = PackageVerifier.name(folder);
    if (!name.equals(manifest.folderName())) {
      problems.add(
          "the folder is called `" + name + "`, its manifest says " + manifest.folderName());
    }
    for (FileEntry entry : manifest.files()) {
      String found = hashes.get(entry.path());
      if (found == null) {
        problems.add(entry.path() + " is missing");
      } else if (!found.equals(entry.sha256())) {
        problems.add(entry.path() + " was changed: its SHA-256 is " + found);
      }
    }
    Set<String> listed = manifest.files().stream().map(FileEntry::path).collect(Collectors.toSet());
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
      rows(manifest);
    }
  }

  private void signature(Sealed manifest) {
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

  private void rows(Sealed manifest) {
    try {
      for (FileEntry entry : manifest.files()) {
        rows(entry);
      }
    } catch (IOException e) {
      problems.add("its content cannot be read: " + reason(e));
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

  /** On one line. */
  static String reason(IOException e) {
    return IoReason.of(e).replaceAll("\\R+", " ");
  }
}
